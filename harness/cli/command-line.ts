import { nearest } from '../text/nearest.ts';
import { commandText } from './command-text.ts';
import type { CommandSpec } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import type { JUDGE } from './commands/judge.ts';
import type { LAB } from './commands/lab.ts';
import type { PLAN } from './commands/plan.ts';
import type { ROUTES } from './commands/routes.ts';
import type { VERIFY } from './commands/verify.ts';
import { askedShell, type ShellName } from './completion/shell-names.ts';
import { recoverNpmArguments } from './npm-arguments.ts';
import { OPTIONS, type OptionName } from './options.ts';
import { readArguments } from './read-arguments.ts';
import { type Asked, readOptions } from './read-options.ts';
import { UsageError } from './usage-error.ts';

/**
 * What the user asked for, every value checked. `given` are the options that were typed, as opposed to defaults; `text` is the command as
 * one may type it again.
 */
export type Command =
  | { readonly verb: 'help'; readonly of: CommandSpec | null }
  | { readonly verb: 'version' }
  | ({ readonly verb: 'verify'; readonly text: string; readonly target: string | null } & Asked<(typeof VERIFY.options)[number]>)
  | ({ readonly verb: 'judge'; readonly text: string; readonly files: readonly string[] } & Asked<(typeof JUDGE.options)[number]>)
  | ({ readonly verb: 'plan' } & Asked<(typeof PLAN.options)[number]>)
  | ({ readonly verb: 'routes'; readonly files: readonly string[] } & Asked<(typeof ROUTES.options)[number]>)
  | ({ readonly verb: 'lab'; readonly files: readonly string[] } & Asked<(typeof LAB.options)[number]>)
  | { readonly verb: 'completion'; readonly shell: ShellName };

/** One command of the closed list. */
export type CommandOf<V extends Command['verb']> = Extract<Command, { readonly verb: V }>;

export { COMMANDS };

/**
 * Reads the arguments behind `weighbridge`.
 *
 * @param argv without node and script
 * @param env for what npm took for itself (npm-arguments.ts)
 * @throws UsageError with one line that names the flag, the value and the fix
 */
export function readCommandLine(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  const spec = COMMANDS.find((command) => command.verb === argv[0]);
  if (spec === undefined) return withoutVerb(argv);
  const meant = recoverNpmArguments(argv, env, spec.options.map(npmFacts), spec.positional?.name === 'files');
  if (beforeDashes(meant).includes('--help')) return { verb: 'help', of: spec };
  const typed = readArguments(spec, meant.slice(1));
  const text = commandText(spec.verb, typed);
  switch (spec.verb) {
    case 'verify':
      return { verb: 'verify', text, target: onlyTarget(typed.positionals), ...readOptions(spec.options, typed.options) };
    case 'routes':
      return { verb: 'routes', files: typed.positionals, ...readOptions(spec.options, typed.options) };
    case 'lab':
      return { verb: 'lab', files: typed.positionals, ...readOptions(spec.options, typed.options) };
    case 'completion':
      return { verb: 'completion', shell: askedShell(typed.positionals) };
    case 'judge':
      return { verb: 'judge', text, files: typed.positionals, ...readOptions(spec.options, typed.options) };
    case 'plan':
      if (typed.positionals[0] !== undefined)
        throw new UsageError(
          `plan takes no argument, got ${JSON.stringify(typed.positionals[0])}; write weights as --expect 80,20`,
        );
      return { verb: 'plan', ...readOptions(spec.options, typed.options) };
  }
}

/** What stands behind `--` is never an option. */
function beforeDashes(argv: readonly string[]): readonly string[] {
  return argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
}

/** `--help`, `--version`, nothing at all, or a verb that does not exist. */
function withoutVerb(argv: readonly string[]): Command {
  const asked = beforeDashes(argv);
  const [verb] = asked;
  if (verb === 'help') return { verb: 'help', of: COMMANDS.find((command) => command.verb === asked[1]) ?? null };
  if (asked.includes('--help')) return { verb: 'help', of: null };
  if (asked.includes('--version')) return { verb: 'version' };
  const verbs = COMMANDS.map((command) => command.verb);
  if (verb === undefined) throw new UsageError(`a command is missing; write weighbridge ${verbs.join(', ')} or --help`);
  const meant = nearest(verb, verbs);
  const fix = meant === null ? `write ${verbs.join(', ')} or --help` : `did you mean weighbridge ${meant}?`;
  throw new UsageError(`unknown command ${JSON.stringify(verb)}; ${fix}`);
}

function npmFacts(name: OptionName) {
  const option = OPTIONS[name];
  return { name, alias: 'alias' in option ? option.alias : null, kind: option.kind, fits: 'fits' in option ? option.fits : /^/ };
}

function onlyTarget(positionals: readonly string[]): string | null {
  if (positionals.length > 1) {
    throw new UsageError(
      `verify takes one target, got ${positionals.map((text) => JSON.stringify(text)).join(' and ')}; weights go behind --expect`,
    );
  }
  return positionals[0] ?? null;
}
