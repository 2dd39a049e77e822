import { COMMANDS } from '../commands/commands.ts';
import { OPTIONS, type OptionName, takesFile } from '../options.ts';
import { SHELL_NAMES } from './shell-names.ts';

/** One option as a shell offers it. */
export interface OfferedOption {
  /** With dashes, the long one first: `--requests`, `-n`. */
  readonly names: readonly [string, ...string[]];
  readonly describe: string;
  /** The word for the value in `--help`; null for a switch. */
  readonly value: string | null;
  /** Values to offer; empty where only the user knows them. */
  readonly values: readonly string[];
  readonly takesFile: boolean;
  readonly mayRepeat: boolean;
}

/** One verb with what may stand behind it. */
export interface OfferedVerb {
  readonly verb: string;
  readonly describe: string;
  /** Words for the argument; empty where only the user knows it. */
  readonly words: readonly string[];
  readonly takesFiles: boolean;
  readonly options: readonly OfferedOption[];
}

/** What completion offers: every verb, from the lists that the command line itself is read by. */
export function offeredVerbs(): readonly OfferedVerb[] {
  return COMMANDS.map(({ verb, describe, positional, options }) => ({
    verb,
    describe,
    words: positional?.name === 'shell' ? SHELL_NAMES : [],
    takesFiles: positional?.name === 'files',
    options: [...options.map(offeredOption), HELP],
  }));
}

/** Options that stand without a verb. */
export const ALONE: readonly { readonly long: string; readonly describe: string }[] = [
  { long: '--help', describe: 'Show the help' },
  { long: '--version', describe: 'Print the version' },
];

const HELP: OfferedOption = {
  names: ['--help'],
  describe: 'Show this help',
  value: null,
  values: [],
  takesFile: false,
  mayRepeat: false,
};

function offeredOption(name: OptionName): OfferedOption {
  const option = OPTIONS[name];
  const closed = 'choices' in option ? option.choices : [];
  return {
    names: [`--${name}`, ...('alias' in option ? [`${option.alias.length === 1 ? '-' : '--'}${option.alias}`] : [])],
    describe: option.describe,
    value: 'value' in option ? option.value : null,
    values: 'offers' in option ? option.offers : closed,
    takesFile: takesFile(name),
    mayRepeat: option.kind === 'list',
  };
}
