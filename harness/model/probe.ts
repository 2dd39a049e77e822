/** How the target is spoken to; decides which driver and which default `--group-by` rule is used. */
export type Scheme = 'tcp' | 'http' | 'https';

/** Where the requests go. Made by `expect/target.ts` from `tcp://host:port`, `http://…` or `https://…`. */
export interface Target {
  readonly scheme: Scheme;
  /** Host name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query as sent, at least `/`; empty for tcp. */
  readonly path: string;
  /** The target as printed and saved: canonical, without credentials. */
  readonly text: string;
}

/** What one request looks like. Saved in the tally, so secrets are masked before they get there. */
export interface Probe {
  /** HTTP method; `GET` unless asked. Ignored for tcp. */
  readonly method: string;
  /** Header name and value pairs in the order they are sent, `Host` included when it differs from the target. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** HTTP request body, or null for none. */
  readonly body: string | null;
  /** The line a tcp probe sends, newline included. */
  readonly payload: string;
}

/** TLS material, as PEM text. Never saved. */
export interface TlsMaterial {
  readonly caPem: string | null;
  readonly certPem: string | null;
  readonly keyPem: string | null;
  /** True: the server's certificate is not checked. */
  readonly insecure: boolean;
}
