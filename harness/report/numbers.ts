/** 1234567.8 -> `1,234,568`. Not by toLocaleString: its first call loads the locale data, 10 ms of a 100 ms command. */
export function thousands(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share of 0 to 1 as a percentage; small ones keep two digits that mean something, so that 0.02 % is not 0.0 %. */
export function percent(share: number): string {
  const points = share * 100;
  const size = Math.abs(points);
  const digits = size === 0 || size >= 1 ? 1 : Math.min(12, 1 - Math.floor(Math.log10(size)));
  return `${points.toFixed(digits)} %`;
}

/** A risk or a power as it was typed: 0.01 -> `1 %`, 0.000001 -> `0.0001 %`. */
export function risk(probability: number): string {
  return `${Number((probability * 100).toPrecision(6))} %`;
}

/** `p = 0.81`, `p = 3.2e-14`, `p < 1e-300 (log10 p = -8688.3)`: a p-value is never printed as 0. */
export function pValue(p: number, log10P: number): string {
  if (log10P < -300) return `p < 1e-300 (log10 p = ${log10P.toFixed(1)})`;
  if (p >= 0.001) return `p = ${p.toPrecision(2)}`;
  const exponent = Math.floor(log10P);
  const mantissa = (10 ** (log10P - exponent)).toFixed(1);
  // 9.96 rounds to 10.0.
  return mantissa === '10.0' ? `p = 1.0e${exponent + 1}` : `p = ${mantissa}e${exponent}`;
}

/** 90 -> `90 ms`, 1500 -> `1.5 s`. */
export function elapsed(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 59_950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${(milliseconds / 60_000).toFixed(1)} min`;
}

/** Milliseconds of a latency, in figures that mean something: 0.0412 -> `0.041`, 1.2345 -> `1.23`, 12.34 -> `12.3`, 1890.2 -> `1,890`. */
export function latencyMs(milliseconds: number): string {
  if (milliseconds >= 99.95) return thousands(milliseconds);
  const digits = milliseconds >= 9.995 ? 1 : milliseconds >= 0.0995 ? 2 : 3;
  return milliseconds.toFixed(digits);
}

/** Requests per second: 4982.7 -> `4,983/s`, 0.5 -> `0.5/s`. */
export function perSecond(rate: number): string {
  return `${rate >= 99.5 ? thousands(rate) : Number(rate.toPrecision(3))}/s`;
}
