import { parseArgs } from 'node:util';
import { nearest } from '../text/nearest.ts';
import type { CommandSpec } from './commands/command.ts';
import { OPTIONS, type OptionName } from './options.ts';
import { UsageError } from './usage-error.ts';

/** What was typed, sorted by option and otherwise untouched; a switch is `true` or `false`. */
export interface Typed {
  readonly positionals: readonly string[];
  readonly options: ReadonlyMap<OptionName, readonly (string | boolean)[]>;
}

/** One option as it stands on the command line. */
interface Written {
  /** Without dashes. */
  readonly name: string;
  /** With dashes, for messages. */
  readonly raw: string;
  readonly value: string | undefined;
  /** True for `--name=value` and `-n5`; false when the value is the next argument. */
  readonly inline: boolean;
}

/**
 * Sorts the arguments behind a verb. Values are handed on as they were typed: nothing is unquoted, turned into a number
 * or an object, because every value has a parser of its own.
 *
 * @throws UsageError for an option that the verb does not have, a missing value, or a value where none belongs
 */
export function readArguments(spec: CommandSpec, argv: readonly string[]): Typed {
  const { tokens } = parseArgs({
    args: [...argv],
    options: tokenKinds(spec),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options = new Map<OptionName, (string | boolean)[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, value } = understand(spec, {
      name: token.name,
      raw: token.rawName,
      // `-n=5` is written by people who know `--requests=5`; no value of a short option begins with an equals sign.
      value: token.rawName.startsWith('--') ? token.value : token.value?.replace(/^=/, ''),
      inline: token.inlineValue ?? true,
    });
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { positionals, options };
}

/** Which options take the next argument. The record has no prototype: `--constructor` must stay an unknown option. */
function tokenKinds(spec: CommandSpec): Record<string, { type: 'string' | 'boolean'; short?: string }> {
  const kinds: Record<string, { type: 'string' | 'boolean'; short?: string }> = Object.create(null);
  for (const name of spec.options) {
    const option = OPTIONS[name];
    const type = option.kind === 'flag' ? 'boolean' : 'string';
    const alias = 'alias' in option ? option.alias : null;
    kinds[name] = alias?.length === 1 ? { type, short: alias } : { type };
    if (alias !== null && alias.length > 1) kinds[alias] = { type };
  }
  return kinds;
}

function understand(spec: CommandSpec, written: Written): { readonly name: OptionName; readonly value: string | boolean } {
  const negated = written.name.startsWith('no-') ? findOption(spec, `--${written.name.slice(3)}`) : null;
  const name = findOption(spec, written.raw) ?? (negated !== null && OPTIONS[negated].kind === 'flag' ? negated : null);
  if (name === null) throw unknownOption(spec, written, negated);
  if (OPTIONS[name].kind === 'flag') return { name, value: switchValue(name, written, negated !== null) };
  const { value } = written;
  // A flag behind a flag is a forgotten value; a negative number is a value, which its parser refuses in words.
  if (value === undefined || (!written.inline && /^-[^\d.]/.test(value)))
    throw new UsageError(
      `${written.raw} needs a value; write it behind the flag${value === undefined ? '' : `, or ${written.raw}=${value} if it is meant so`}`,
    );
  return { name, value };
}

/** `--fresh`, `--no-fresh`, `--fresh=true` and `--fresh=false`; anything else would be read as its opposite by half of the readers. */
function switchValue(name: OptionName, { raw, value }: Written, isNegated: boolean): boolean {
  if (value === undefined) return !isNegated;
  if (isNegated || (value !== 'true' && value !== 'false'))
    throw new UsageError(`${raw}=${value}: --${name} takes no value; write --${name} or --no-${name}`);
  return value === 'true';
}

/** The option that is written so, dashes included: `--requests`, `-n`, `--by`. */
function findOption(spec: CommandSpec, written: string): OptionName | null {
  const found = spec.options.find((name) => {
    const option = OPTIONS[name];
    const alias = 'alias' in option ? option.alias : null;
    return written === `--${name}` || (alias !== null && written === (alias.length === 1 ? `-${alias}` : `--${alias}`));
  });
  return found ?? null;
}

function unknownOption(spec: CommandSpec, { name, raw }: Written, negated: OptionName | null): UsageError {
  if (negated !== null) return new UsageError(`${raw}: --${negated} cannot be switched off; leave it out`);
  if (findOption(spec, `-${name}`) !== null) return new UsageError(`unknown option ${raw}; did you mean -${name}?`);
  const meant = nearest(name, spec.options);
  const fix = meant === null ? `see weighbridge ${spec.verb} --help` : `did you mean --${meant}?`;
  return new UsageError(`unknown option ${raw}; ${fix}`);
}
