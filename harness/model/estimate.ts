/** Requests that one question needs. */
export interface Need {
  /** The shift or tolerance asked about, in percentage points. */
  readonly points: number;
  /** Per active version, after the cap at half of its share (STATISTICS 3.2). */
  readonly effectivePoints: readonly number[];
  /** Requests that notice such a shift with the stated power. */
  readonly toNotice: number;
  /** Requests after which an exactly right split is proved to be within it. */
  readonly toProve: number;
}

/** The answer of `weighbridge plan`. */
export interface Estimate {
  readonly schema: 'weighbridge/plan/v1';
  readonly weights: readonly { readonly name: string | null; readonly weight: string; readonly p: number }[];
  readonly alpha: number;
  readonly power: number;
  readonly deltaPp: number | null;
  /** What `verify` sends when no number is given. */
  readonly defaultRequests: number;
  readonly needs: readonly Need[];
  /** What `-n` requests can see: per active version the smallest shift noticed with the stated power; null without `-n`. */
  readonly sees: { readonly requests: number; readonly mdsPp: readonly number[]; readonly lowPower: boolean } | null;
}
