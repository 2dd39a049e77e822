import { integerRatio } from './integer-ratio.ts';

/** Weights as exact integers, with the shares they stand for. Arrays follow the order of the texts. */
export interface ExactWeights {
  /** All weights scaled by the smallest power of ten that makes them integers, divided by their gcd. */
  readonly units: readonly bigint[];
  /** Sum of `units`; 0n when there are no weights or all are zero. */
  readonly total: bigint;
  /** units / total, 0 to 1; all zero when `total` is. A weight above zero never gets less than `SMALLEST_SHARE`. */
  readonly shares: readonly number[];
}

/**
 * The share given to a positive weight that is even rarer. A ratio of 1 : 10^400 is no double, and a share of 0 would make
 * a named version look like one that must never answer. No run of 2^53 requests can tell 10^-280 from less.
 */
export const SMALLEST_SHARE = 1e-280;

const PLAIN_DECIMAL = /^(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))$/;
const SHOWN_CHARACTERS = 40;

/** The text in quotes, short and without anything a terminal would act on. */
const quoted = (text: string): string => {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return JSON.stringify(shown).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
};

const splitDecimal = (text: string): { readonly whole: string; readonly fraction: string } => {
  const match = PLAIN_DECIMAL.exec(text);
  if (match === null) {
    throw new RangeError(
      `weight ${quoted(text)} is not a plain decimal number: write digits and at most one point, like 80 or 0.5`,
    );
  }
  return { whole: match[1] ?? '0', fraction: (match[2] ?? match[3] ?? '').replace(/0+$/, '') };
};

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) {
    [larger, smaller] = [smaller, larger % smaller];
  }
  return larger;
};

/**
 * Decimal texts to exact integer weights and shares (STATISTICS 0): `33.3, 33.3, 33.4` becomes 333 : 333 : 334.
 *
 * Accepts `80`, `0.5`, `.5`, `5.` and leading zeros, of any length. Throws a RangeError that names the text for everything
 * else (signs, exponents, hexadecimal, `_`, blanks, other scripts' digits); it judges nothing else, so an empty list or all zeros pass.
 */
export const exactWeights = (texts: readonly string[]): ExactWeights => {
  const decimals = texts.map(splitDecimal);
  const places = decimals.reduce((most, { fraction }) => Math.max(most, fraction.length), 0);
  const scaled = decimals.map(({ whole, fraction }) => BigInt(whole + fraction.padEnd(places, '0')));
  const divisor = scaled.reduce(greatestCommonDivisor, 0n);
  const units = divisor === 0n ? scaled : scaled.map((unit) => unit / divisor);
  const total = units.reduce((sum, unit) => sum + unit, 0n);
  const shares = units.map((unit) => (unit === 0n ? 0 : Math.max(SMALLEST_SHARE, integerRatio(unit, total))));
  return { units, total, shares };
};
