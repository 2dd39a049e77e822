/** What one scalar can stand for. A whole number that a double cannot hold exactly stays the text it was written as. */
export type ScalarValue = string | number | boolean | null;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, Number.POSITIVE_INFINITY] as const,
    [`+${word}`, Number.POSITIVE_INFINITY] as const,
    [`-${word}`, Number.NEGATIVE_INFINITY] as const,
  ]),
]);

/** Hexadecimal, binary and octal; a leading 0 alone is octal, too. */
const WHOLE = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const DECIMAL = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

const wholeNumber = (digits: string, written: string): ScalarValue | null => {
  const [, sign, hex, binary, octal, decimal] = WHOLE.exec(digits) ?? [];
  const size = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal;
  if (size === undefined) return null;
  const value = Number(size);
  if (!Number.isSafeInteger(value)) return written;
  return sign === '-' && value !== 0 ? -value : value;
};

/**
 * A scalar without quotes and without a tag, as kubectl and the API server read it. They use YAML 1.1 with the habits of
 * sigs.k8s.io/yaml (goyaml.v2, `resolve.go`; tried with kubectl 1.32): `y` and `on` are true, `012` is 10 and `089` is 89, `0o12` and
 * `1_000` are numbers, dates stay texts, and so does `1:30`, which YAML 1.1 itself would read as 90.
 *
 * @returns NaN or an infinity for `.nan` and `.inf`, which JSON cannot carry: the caller refuses them
 */
export const plainScalar = (written: string): ScalarValue => {
  const word = WORDS.get(written);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(written)) return written;
  const digits = written.startsWith('.') ? written : written.replaceAll('_', '');
  const whole = wholeNumber(digits, written);
  if (whole !== null) return whole;
  const value = DECIMAL.test(digits) ? Number(digits) : Number.NaN;
  // Only a fraction or an exponent may round: digits alone that are no safe whole number stay as they were written.
  if (!Number.isFinite(value) || (/^[-+]?[0-9]+$/.test(digits) && !Number.isSafeInteger(value))) return written;
  return value === 0 ? 0 : value;
};

const fromBase64 = (written: string): string | null => {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(written), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
};

const SHORT = /^(?:tag:yaml\.org,2002:|!!)/;
const KINDS: Readonly<Record<string, (value: ScalarValue) => boolean>> = {
  int: (value) => Number.isInteger(value) || (typeof value === 'string' && /^[-+]?[0-9]+$/.test(value)),
  float: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/**
 * A scalar with an explicit tag: `!!int "5"` is 5. A tag that Kubernetes does not know leaves the text.
 *
 * @returns undefined where the text is nothing of that tag: `!!int abc`
 */
export const taggedScalar = (tag: string, written: string): ScalarValue | undefined => {
  const name = tag.replace(SHORT, '');
  if (name === 'binary') return fromBase64(written) ?? undefined;
  const fits = Object.hasOwn(KINDS, name) && SHORT.test(tag) ? KINDS[name] : undefined;
  if (fits === undefined) return written;
  const value = plainScalar(written);
  return fits(value) ? value : undefined;
};
