import yargs from 'yargs';
import { wrap } from '../report/wrap.ts';
import type { CommandSpec } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { OPTIONS, type OptionName } from './options.ts';

/** Lines longer than this are hard to read, however wide the terminal is. */
const MOST_COLUMNS = 110;
const FEWEST_COLUMNS = 40;

/** The help of one verb, or of the whole command for null. No line is longer than `columns` unless a word is. */
export function helpText(spec: CommandSpec | null, columns: number): string {
  const width = Math.max(FEWEST_COLUMNS, Math.min(columns, MOST_COLUMNS));
  return spec === null ? overview(width) : verbHelp(spec, width);
}

function verbHelp(spec: CommandSpec, width: number): string {
  const positional = spec.positional === null ? '' : `\n\n${spec.positional.name}: ${spec.positional.describe}`;
  const built = yargs([])
    .scriptName('weighbridge')
    .usage(`weighbridge ${spec.usage}\n\n${spec.describe}${positional}`)
    .locale('en')
    .version(false)
    .help('help', 'Show this help')
    .exitProcess(false)
    .wrap(width)
    .epilogue(
      'Exit codes: 0 PASS, 1 FAIL, 2 usage, 3 INCONCLUSIVE, 4 could not measure, 70 internal fault, 129/130/131/143 interrupted',
    );
  for (const name of spec.options) built.option(name, yargsOption(name));
  let text = '';
  built.parseSync(['--help'], {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  // yargs pads cells and columns up to the width; examples are printed by us, because it breaks commands in the middle.
  return `${text}\n\n${examples(spec)}\n`.replaceAll(/ +$/gm, '');
}

function yargsOption(name: OptionName) {
  const option = OPTIONS[name];
  const shared = { describe: option.describe, group: `${option.group}:`, ...('alias' in option ? { alias: option.alias } : {}) };
  if (option.kind === 'flag') return { ...shared, type: 'boolean' as const };
  return { ...shared, type: 'string' as const, ...('initial' in option ? { defaultDescription: option.initial } : {}) };
}

/** Each command on a line of its own, ready to be copied, with its meaning above. */
function examples(spec: CommandSpec): string {
  const shown = spec.examples.map(([command, meaning]) => `  # ${meaning}\n  weighbridge ${command}`);
  return `Examples:\n${shown.join('\n')}`;
}

function overview(width: number): string {
  const room = Math.max(...COMMANDS.map((command) => command.usage.length)) + '  weighbridge   '.length;
  const verbs = COMMANDS.flatMap((command) => {
    const [first = '', ...rest] = wrap(command.describe, width - room);
    return [`  weighbridge ${command.usage}`.padEnd(room) + first, ...rest.map((line) => ' '.repeat(room) + line)];
  });
  return [
    ...wrap('Proves that a gateway or mesh splits traffic the way its routes promise.', width),
    '',
    ...verbs,
    '',
    ...wrap('weighbridge COMMAND --help lists the options of a command; --version prints the version.', width),
    '',
  ].join('\n');
}
