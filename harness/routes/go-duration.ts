const UNIT_NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
const LONGEST_NANOSECONDS = 2n ** 63n - 1n;

/**
 * Milliseconds of a duration as Istio and Go read it: `1s`, `1.5h`, `100ms`, `1h2m3s`, `0` (Go `time.ParseDuration`, which the protobuf reader of
 * Istio calls; about 292 years at most). Null for anything else, negative durations included. Exact to the nanosecond.
 */
export function goDurationMs(text: string): number | null {
  if (text === '0' || text === '+0' || text === '-0') return 0;
  const unsigned = text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '' || unsigned.length > 100) return null;
  let total = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < unsigned.length) {
    const part = PART.exec(unsigned);
    const nanoseconds = part === null ? null : partNanoseconds(part[1] ?? '', part[2] ?? '', part[3] ?? '');
    if (nanoseconds === null) return null;
    total += nanoseconds;
  }
  return total > LONGEST_NANOSECONDS ? null : Number(total) / 1e6;
}

function partNanoseconds(whole: string, fraction: string, unit: string): bigint | null {
  const size = UNIT_NANOSECONDS[unit];
  if (size === undefined || (whole === '' && fraction === '')) return null;
  return BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
}
