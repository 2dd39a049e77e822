const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const PARTS = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
/** `int64` nanoseconds: Go refuses what is longer, about 292 years. */
const LONGEST_MS = 9_223_372_036_854.775;

/** Milliseconds of a duration as Go's `time.ParseDuration` reads it (`1m30s`, `.5s`, `0`); null when it does not. */
export const goDurationMs = (text: string): number | null => {
  if (/^[-+]?0$/.test(text)) return 0;
  const [, sign, parts] = text.length > 64 ? [] : (PARTS.exec(text) ?? []);
  if (parts === undefined) return null;
  const ms = [...parts.matchAll(PART)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? Number.NaN),
    0,
  );
  if (!(ms <= LONGEST_MS)) return null;
  return sign === '-' ? -ms : ms;
};
