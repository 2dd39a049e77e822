import { OPTIONS, type OptionName } from '../cli/options.ts';
import { type Asked, readOption, readOptions } from '../cli/read-options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { shown } from '../text/shown.ts';
import { keyOf, meantKey, optionOf } from './option-keys.ts';
import { optionTexts } from './option-texts.ts';

/** What a function of the API takes. */
export interface Taken<K extends OptionName> {
  /** Whose options these are, for messages: `verify`. */
  readonly of: string;
  /** Options of the command line that may be given. */
  readonly options: readonly OptionName[];
  /** Keys that are no option of the command line. */
  readonly others: readonly string[];
  /** All options whose values are needed; what may not be given has its default. */
  readonly read: readonly K[];
}

/**
 * Reads a record of options with the parsers of the command line, so that both accept and refuse the same. A key whose value is undefined
 * counts as left out.
 *
 * @throws UsageError naming the key, the value and the fix; for a key that is unknown, too: ignored, it would measure something else than was asked
 */
export function askedOptions<const K extends OptionName>(given: object, { of, options, others, read }: Taken<K>): Asked<K> {
  if (typeof given !== 'object' || given === null) throw new UsageError(`${of}: the options are no object; give { expect: … }`);
  const typed = new Map<OptionName, readonly (string | boolean)[]>();
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || others.includes(key)) continue;
    const name = optionOf(key, options);
    if (name === null) throw unknownKey(key, of, options, others);
    const texts = optionTexts(name, key, OPTIONS[name].kind, value);
    checkedAs(key, name, texts);
    typed.set(name, texts);
  }
  return readOptions(read, typed);
}

/** Parsers name the flag; the key may be called otherwise. */
function checkedAs(key: string, name: OptionName, texts: readonly (string | boolean)[]): void {
  try {
    readOption(name, texts);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${key}: ${error.message}`, { cause: error });
    throw error;
  }
}

function unknownKey(key: string, of: string, options: readonly OptionName[], others: readonly string[]): UsageError {
  const meant = meantKey(key, options, others);
  const fix = meant === null ? `there are ${[...others, ...options.map(keyOf)].join(', ')}` : `did you mean ${meant}?`;
  return new UsageError(`${of}: unknown option ${shown(key)}; ${fix}`);
}
