import { OPTIONS, type OptionName, type Options, type ValueOption } from './options.ts';
import type { Typed } from './read-arguments.ts';
import { checked } from './usage-error.ts';

/** Checked options, and which of them were typed, as opposed to defaults. */
export interface Asked<K extends OptionName> {
  readonly options: Options<K>;
  readonly given: ReadonlySet<OptionName>;
}

/** Gives every option its value: what was typed, read by the option's own parser, or its default. */
export function readOptions<const K extends OptionName>(names: readonly K[], typed: Typed['options']): Asked<K> {
  const entries = names.map((name) => [name, checked(() => readOption(name, typed.get(name) ?? []))] as const);
  return {
    options: Object.fromEntries(entries) as Options<K>,
    given: new Set(names.filter((name) => typed.has(name))),
  };
}

/** One option's value. A RangeError names flag, value and fix. */
export function readOption(name: OptionName, given: readonly (string | boolean)[]): unknown {
  const option: ValueOption<unknown> | { readonly kind: 'flag' } = OPTIONS[name];
  const flag = `--${name}`;
  if (option.kind === 'flag') return given.at(-1);
  if (option.kind === 'list') return given.map((text) => option.parse(String(text), flag));
  if (given.length > 1)
    throw new RangeError(
      `${flag} is given ${given.length} times (${given.map((text) => JSON.stringify(text)).join(', ')}); give it once`,
    );
  const text = given[0] ?? option.initial;
  return text === undefined ? undefined : option.parse(String(text), flag);
}
