import yargs from 'yargs';
import type { CommandSpec } from './commands/command.ts';
import { JUDGE } from './commands/judge.ts';
import { PLAN } from './commands/plan.ts';
import { VERIFY } from './commands/verify.ts';
import { nearest } from './nearest.ts';
import { recoverNpmArguments } from './npm-arguments.ts';
import { OPTIONS, type OptionName, type Options, type ValueOption } from './options.ts';
import { checked, UsageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** Every verb, in the order that `--help` shows them. */
export const COMMANDS = [VERIFY, JUDGE, PLAN] as const;

/** What the user asked for, every value checked. `given` are the options that were typed, as opposed to defaults. */
export type Command =
  | { readonly verb: 'help'; readonly text: string }
  | ({ readonly verb: 'verify'; readonly target: string | null } & Asked<(typeof VERIFY.options)[number]>)
  | ({ readonly verb: 'judge'; readonly files: readonly string[] } & Asked<(typeof JUDGE.options)[number]>)
  | ({ readonly verb: 'plan' } & Asked<(typeof PLAN.options)[number]>);

/** One command of the closed list. */
export type CommandOf<V extends Command['verb']> = Extract<Command, { readonly verb: V }>;

interface Asked<K extends OptionName> {
  readonly options: Options<K>;
  readonly given: ReadonlySet<OptionName>;
}

/** What yargs hands back: texts, lists of texts and booleans. */
type Parsed = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

/**
 * Reads the arguments behind `weighbridge`.
 *
 * @param argv without node and script
 * @param env for what npm took for itself (npm-arguments.ts)
 * @param columns width for `--help`
 * @throws UsageError with one line that names the flag, the value and the fix
 */
export function readCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  columns: number,
): Command {
  const spec = COMMANDS.find((command) => command.verb === argv[0]);
  const meant = spec === undefined ? argv : recoverNpmArguments(argv, env, spec.options.map(npmFacts));
  const asked = meant.includes('--') ? meant.slice(0, meant.indexOf('--')) : meant;
  if (spec === undefined || asked.includes('--help')) return withoutVerb(meant, asked, columns, spec);
  rejectFlagValues(spec, asked);
  const parsed = parse(spec, meant.slice(1), columns);
  const positionals = parsed._.map(String);
  switch (spec.verb) {
    case 'verify':
      return { verb: 'verify', target: onlyTarget(positionals), ...readOptions(spec.options, parsed) };
    case 'judge':
      return { verb: 'judge', files: positionals, ...readOptions(spec.options, parsed) };
    case 'plan':
      if (positionals[0] !== undefined)
        throw new UsageError(`plan takes no argument, got ${JSON.stringify(positionals[0])}; write weights as --expect 80,20`);
      return { verb: 'plan', ...readOptions(spec.options, parsed) };
  }
}

/** `--help`, `--version`, nothing at all, or a verb that does not exist. */
function withoutVerb(argv: readonly string[], asked: readonly string[], columns: number, spec: CommandSpec | undefined): Command {
  if (spec !== undefined || asked.includes('--help') || asked[0] === 'help')
    return { verb: 'help', text: helpText(spec, columns) };
  if (asked.includes('--version')) return { verb: 'help', text: `weighbridge ${VERSION}\n` };
  const verbs = COMMANDS.map((command) => command.verb);
  const [verb] = argv;
  if (verb === undefined) throw new UsageError(`a command is missing; write weighbridge ${verbs.join(', ')} or --help`);
  const meant = nearest(verb, verbs);
  throw new UsageError(
    `unknown command ${JSON.stringify(verb)}; ${meant === null ? `write ${verbs.join(', ')} or --help` : `did you mean weighbridge ${meant}?`}`,
  );
}

function npmFacts(name: OptionName) {
  const option = OPTIONS[name];
  return { name, alias: 'alias' in option ? option.alias : null, kind: option.kind, fits: 'fits' in option ? option.fits : /^/ };
}

/** yargs with one command's options; texts stay texts, so that every value is read by our own parser and by nothing else. */
function parser(spec: CommandSpec, columns: number) {
  const built = yargs([])
    .scriptName('weighbridge')
    .usage(
      `weighbridge ${spec.usage}\n\n${spec.describe}${spec.positional === null ? '' : `\n\n${spec.positional.name}: ${spec.positional.describe}`}`,
    )
    .parserConfiguration({
      'dot-notation': false,
      'camel-case-expansion': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'strip-aliased': true,
    })
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .wrap(Math.min(columns, 110));
  for (const name of spec.options) built.option(name, yargsOption(name));
  for (const [command, meaning] of spec.examples) built.example(`weighbridge ${command}`, meaning);
  return built.epilogue(
    'Exit codes: 0 PASS, 1 FAIL, 2 usage, 3 INCONCLUSIVE, 4 could not measure, 70 internal fault, 130/143 interrupted',
  );
}

function yargsOption(name: OptionName) {
  const option = OPTIONS[name];
  const shared = { describe: option.describe, group: `${option.group}:`, ...('alias' in option ? { alias: option.alias } : {}) };
  if (option.kind === 'flag') return { ...shared, type: 'boolean' as const };
  // The default is shown here and applied in readOptions: a yargs default could not be told from a typed value.
  const initial = 'initial' in option ? { defaultDescription: option.initial } : {};
  return { ...shared, ...initial, type: 'string' as const, requiresArg: true };
}

function parse(spec: CommandSpec, argv: readonly string[], columns: number): Parsed {
  let problem: string | null = null;
  const built = parser(spec, columns).fail((message) => {
    problem ??= message;
    // yargs goes on after `fail` unless it throws.
    throw new UsageError(message);
  });
  try {
    const parsed = built.parseSync(joinNegative(spec, argv)) as Parsed;
    rejectUnknown(spec, parsed);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(readable(problem ?? error.message));
    throw error;
  }
}

/** `-n -5` reads -5 as a flag; joined, our own parser sees it and can say what is wrong with it. */
function joinNegative(spec: CommandSpec, argv: readonly string[]): readonly string[] {
  const takesValue = (argument: string | undefined) =>
    spec.options.some((name) => {
      const option = OPTIONS[name];
      if (option.kind === 'flag' || argument === undefined) return false;
      return (
        argument === `--${name}` || ('alias' in option && (argument === `-${option.alias}` || argument === `--${option.alias}`))
      );
    });
  const joined: string[] = [];
  for (const argument of argv) {
    const flag = joined.at(-1);
    if (/^-[\d.]/.test(argument) && takesValue(flag)) joined[joined.length - 1] = `${flag}=${argument}`;
    else joined.push(argument);
  }
  return joined;
}

/** `--fresh=maybe` would read as `--no-fresh`. */
function rejectFlagValues(spec: CommandSpec, argv: readonly string[]): void {
  for (const name of spec.options.filter((option) => OPTIONS[option].kind === 'flag')) {
    const wrong = argv.find((argument) => argument.startsWith(`--${name}=`) && !/=(true|false)$/.test(argument));
    if (wrong !== undefined) throw new UsageError(`${wrong}: --${name} takes no value; write --${name} or --no-${name}`);
  }
}

/** yargs' sentence about a missing value, with the fix. */
function readable(message: string): string {
  const missing = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
  return missing === undefined
    ? message
    : `${missing.length === 1 ? '-' : '--'}${missing} needs a value; write it behind the flag`;
}

function rejectUnknown(spec: CommandSpec, parsed: Parsed): void {
  const known = new Set<string>(['_', '$0']);
  for (const name of spec.options) {
    const option = OPTIONS[name];
    known.add(name);
    if ('alias' in option) known.add(option.alias);
  }
  const unknown = Object.keys(parsed).find((key) => !known.has(key));
  if (unknown === undefined) return;
  const written = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
  const meant = nearest(unknown, spec.options);
  throw new UsageError(
    `unknown option ${written}; ${meant === null ? `see weighbridge ${spec.verb} --help` : `did you mean --${meant}?`}`,
  );
}

function readOptions<const K extends OptionName>(names: readonly K[], parsed: Parsed): Asked<K> {
  const entries = names.map((name) => [name, checked(() => readOption(name, parsed[name]))] as const);
  return {
    options: Object.fromEntries(entries) as Options<K>,
    given: new Set(names.filter((name) => parsed[name] !== undefined)),
  };
}

function readOption(name: OptionName, given: unknown): unknown {
  const option: ValueOption<unknown> | { readonly kind: 'flag' } = OPTIONS[name];
  const flag = `--${name}`;
  if (option.kind === 'flag') return Array.isArray(given) ? given.at(-1) : given;
  if (option.kind === 'list') return [given ?? []].flat().map((text) => option.parse(String(text), flag));
  if (Array.isArray(given))
    throw new RangeError(
      `${flag} is given ${given.length} times (${given.map((text) => JSON.stringify(text)).join(', ')}); give it once`,
    );
  const text = given ?? option.initial;
  return text === undefined ? undefined : option.parse(String(text), flag);
}

function onlyTarget(positionals: readonly string[]): string | null {
  if (positionals.length > 1) {
    throw new UsageError(
      `verify takes one target, got ${positionals.map((text) => JSON.stringify(text)).join(' and ')}; weights go behind --expect`,
    );
  }
  return positionals[0] ?? null;
}

/** The help of one verb, or of all of them. */
function helpText(spec: CommandSpec | undefined, columns: number): string {
  if (spec !== undefined) {
    let text = '';
    parser(spec, columns)
      .help()
      .parseSync(['--help'], {}, (_error: unknown, _argv: unknown, output: string) => {
        text = output;
      });
    return `${text}\n`;
  }
  const width = Math.max(...COMMANDS.map((command) => command.usage.length));
  const lines = COMMANDS.map((command) => `  weighbridge ${command.usage.padEnd(width)}  ${command.describe}`);
  return `Proves that a gateway or mesh splits traffic the way its routes promise.\n\n${lines.join('\n')}\n\nweighbridge COMMAND --help lists the options of a command; --version prints the version.\n`;
}
