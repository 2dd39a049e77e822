import { type OptionName, takesFile } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { writtenName } from '../expect/version-name.ts';
import { shown } from '../text/shown.ts';
import { UNITS } from './option-keys.ts';
import { plainNumber } from './plain-number.ts';

/** A value as it would have been typed, for the option's own parser. */
type Texts = readonly (string | boolean)[];

/** Options whose value is a list of weights. */
const WEIGHTS: readonly OptionName[] = ['expect', 'actual'];

/**
 * The texts that a value stands for on the command line.
 *
 * @param key for messages
 * @param kind of the option: a switch, one value, or a list of them
 * @throws UsageError for a value of a type that the option does not take
 */
export function optionTexts(name: OptionName, key: string, kind: 'flag' | 'value' | 'list', value: unknown): Texts {
  if (kind === 'flag') {
    if (typeof value !== 'boolean') throw wrong(key, value, 'true or false');
    return [value];
  }
  if (WEIGHTS.includes(name)) return [weightsText(key, value)];
  if (name === 'labels' && Array.isArray(value)) return [value.map((label) => writtenName(textOf(key, label))).join(',')];
  const values = kind === 'list' && Array.isArray(value) ? value : [value];
  return values.map((one) => {
    const text = UNITS[name] === undefined ? textOf(key, one) : unitText(name, key, one);
    if (text === '-' && takesFile(name))
      throw new UsageError(`${key}: "-" is standard input, which is not read here; give a file`);
    return text;
  });
}

function weightsText(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((weight) => textOf(key, weight)).join(',');
  if (typeof value !== 'object' || value === null) return textOf(key, value);
  return Object.entries(value)
    .map(([version, weight]) => `${writtenName(version)}=${textOf(key, weight)}`)
    .join(',');
}

/** A number with its unit behind it. Texts are refused: the key says the unit, and the text could say another one. */
function unitText(name: OptionName, key: string, value: unknown): string {
  const isUnlimited = name === 'rate' && value === 'max';
  if (typeof value !== 'number' && !isUnlimited) throw wrong(key, value, name === 'rate' ? 'a number or "max"' : 'a number');
  return textOf(key, value) + (UNITS[name]?.behind ?? '');
}

function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  const text = typeof value === 'number' ? plainNumber(value) : null;
  if (text === null) throw wrong(key, value, typeof value === 'number' ? 'a finite number' : 'a text or a number');
  return text;
}

function wrong(key: string, value: unknown, fix: string): UsageError {
  const text = typeof value === 'number' || value === null ? String(value) : kindOf(value);
  return new UsageError(`${key}: ${text} is not what it takes; give ${fix}`);
}

/** What somebody gave by mistake, short and without showing what is inside. */
function kindOf(value: unknown): string {
  if (typeof value === 'string') return shown(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
