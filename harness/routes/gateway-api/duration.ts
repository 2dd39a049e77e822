const FORM = /^(?:\d{1,5}(?:h|m|s|ms)){1,4}$/;
const PART = /(\d{1,5})(ms|h|m|s)/g;
const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/**
 * Milliseconds of a Gateway API duration: one to four whole numbers with `h`, `m`, `s` or `ms`, such as `1h30m` or `500ms` (GEP-2257, the
 * pattern of `timeouts.request`). A unit may repeat, as in Go. Null for anything else.
 */
export const durationMs = (text: string): number | null =>
  FORM.test(text)
    ? [...text.matchAll(PART)].reduce((sum, [, digits, unit]) => sum + Number(digits) * (UNIT_MS[unit ?? ''] ?? 0), 0)
    : null;
