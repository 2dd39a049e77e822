import type { OptionName } from '../options.ts';

/** What a verb offers: the source of `--help`, of the README's tables and of what the parser accepts. */
export interface CommandSpec {
  readonly verb: string;
  readonly usage: string;
  readonly describe: string;
  readonly positional: { readonly name: string; readonly describe: string } | null;
  readonly options: readonly OptionName[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}
