/**
 * A number as the parsers of the command line read it: digits and at most one point, never an exponent. The text means exactly what
 * `String` gives for the number. Null for what is no such number: NaN, infinities.
 *
 * @example plainNumber(1e-7) // '0.0000001'
 */
export function plainNumber(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
