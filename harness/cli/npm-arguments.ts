import { UsageError } from './usage-error.ts';

/** What putting npm's arguments back needs to know of one of our options. */
export interface NpmOption {
  readonly name: string;
  readonly alias: string | null;
  /** `flag` takes no value; `list` may be given several times. */
  readonly kind: 'value' | 'list' | 'flag';
  /** What a value of this option looks like. */
  readonly fits: RegExp;
}

/**
 * Puts back the options that npm takes for itself in `npm run verify --expect 80,20`: npm (10 and 11) passes `80,20` as
 * a bare argument and sets `npm_config_expect=true`; `--expect=80,20` becomes `npm_config_expect=80,20` and no argument.
 *
 * Only our own option names are read from the environment, an option that stands in `argv` wins over the environment,
 * and a loose argument goes to the one waiting option whose pattern it fits.
 *
 * @param argv the command first (`verify`), then what npm left
 * @param takesFiles true: the command has files as arguments, so what is left over and looks like one is one
 * @returns the arguments as they were meant
 * @throws UsageError naming what is ambiguous and the repaired line
 */
export function recoverNpmArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  options: readonly NpmOption[],
  takesFiles = false,
): readonly string[] {
  const expanded = expandAssignments(argv, options);
  if (env.npm_command !== 'run' && env.npm_command !== 'run-script') return expanded;

  const explicit = explicitNames(expanded, options);
  const found = options.filter((option) => !explicit.has(option.name)).map((option) => fromEnvironment(option, env));
  const restored = found.flatMap((entry) => entry.restored);
  const waiting = found.flatMap((entry) => entry.waiting);
  const [verb = '', ...rest] = expanded;
  const { kept, loose } = splitLoose(rest, options);
  const files = Array.from({ length: takesFiles ? Math.max(0, loose.length - waiting.length) : 0 }, () => FILE);
  const ways = assignments([...waiting, ...files], loose);
  if (env.npm_config_call) {
    const shown = ways.length === 1 ? (ways[0] ?? []) : [...waiting.flatMap(({ name }) => [`--${name}`, '…']), ...loose];
    throw new UsageError(
      `npm took -c ${env.npm_config_call} for itself; write: ${repaired(verb, [...restored, ...shown, '-c', env.npm_config_call], [])}`,
    );
  }
  if (waiting.length === 0 && restored.length === 0) return expanded;
  return [verb, ...kept, ...restored, ...fill(verb, waiting, loose, restored, ways)];
}

/** A place for an argument that belongs to no option. */
const FILE = { name: null, fits: /[./\\]|^-$/ };

/** `expect=80,20` is `--expect=80,20`: the form that also survives npm 12, which refuses flags that it does not know. */
function expandAssignments(argv: readonly string[], options: readonly NpmOption[]): readonly string[] {
  const names = new Set(options.filter((option) => option.kind !== 'flag').map((option) => option.name));
  let valueExpected = false;
  return argv.map((argument, index) => {
    const isValue = valueExpected;
    valueExpected = takesNext(argument, options) && !isValue;
    const name = /^([a-z][a-z-]*)=/.exec(argument)?.[1];
    return index > 0 && !isValue && name !== undefined && names.has(name) ? `--${argument}` : argument;
  });
}

/** True for `--expect` and `-n`: the next argument is their value. */
function takesNext(argument: string, options: readonly NpmOption[]): boolean {
  return options.some(
    (option) =>
      option.kind !== 'flag' &&
      (argument === `--${option.name}` || argument === `-${option.alias}` || argument === `--${option.alias}`),
  );
}

function explicitNames(argv: readonly string[], options: readonly NpmOption[]): ReadonlySet<string> {
  const written = (option: NpmOption) =>
    [`--${option.name}`, `--no-${option.name}`, `-${option.alias}`, `--${option.alias}`].some((form) =>
      argv.some((argument) => argument === form || argument.startsWith(`${form}=`)),
    );
  return new Set(options.filter(written).map((option) => option.name));
}

/** What the environment says of one option: whole arguments, and values that npm left loose. */
function fromEnvironment(
  option: NpmOption,
  env: Readonly<Record<string, string | undefined>>,
): { restored: string[]; waiting: NpmOption[] } {
  const text = env[`npm_config_${option.name.replaceAll('-', '_')}`];
  if (text === undefined) return { restored: [], waiting: [] };
  if (option.kind === 'flag')
    return { restored: [text === '' || text === 'false' ? `--no-${option.name}` : `--${option.name}`], waiting: [] };
  // npm joins a repeated flag by empty lines.
  const items = text.split('\n\n');
  return {
    restored: items.filter((item) => item !== 'true').map((item) => `--${option.name}=${item}`),
    waiting: items.filter((item) => item === 'true').map(() => option),
  };
}

/** Arguments that stand where they belong (options with their values, targets), and the loose ones. */
function splitLoose(rest: readonly string[], options: readonly NpmOption[]): { kept: string[]; loose: string[] } {
  const kept: string[] = [];
  const loose: string[] = [];
  let valueExpected = false;
  for (const argument of rest) {
    const belongs = valueExpected || argument.startsWith('-') || /^[a-z][a-z0-9+.-]*:\/\//i.test(argument);
    (belongs ? kept : loose).push(argument);
    valueExpected = !valueExpected && takesNext(argument, options);
  }
  return { kept, loose };
}

/** Gives every loose argument to a waiting option, when there is exactly one way to do so. */
function fill(
  verb: string,
  waiting: readonly NpmOption[],
  loose: readonly string[],
  restored: readonly string[],
  ways: readonly (readonly string[])[],
): readonly string[] {
  if (ways.length === 1 && ways[0] !== undefined) return ways[0];
  const names = waiting.map((option) => `--${option.name}`).join(', ');
  const line = repaired(
    verb,
    [...restored, ...waiting.flatMap((option) => [`--${option.name}`, '…'])],
    ways.length === 0 ? loose.slice(waiting.length) : [],
  );
  const given =
    loose.length === 0
      ? 'no value is left'
      : `${loose.map((value) => JSON.stringify(value)).join(' and ')} ${loose.length === 1 ? 'is' : 'are'} left`;
  throw new UsageError(
    `npm took ${names === '' ? 'a flag' : names} for itself and ${given}, so it is not clear which value belongs to which flag; write: ${line}`,
  );
}

/** Distinct ways to give all loose arguments to all places for them; stops at two, which is already ambiguous. */
function assignments(
  slots: readonly { readonly name: string | null; readonly fits: RegExp }[],
  loose: readonly string[],
): readonly (readonly string[])[] {
  if (slots.length !== loose.length) return [];
  const found = new Map<string, readonly string[]>();
  const used = new Set<number>();
  // Files take their arguments in the order that they stand in: any other order is the same way again.
  const place = (slot: number, chosen: readonly string[], firstFile: number): void => {
    if (found.size > 1) return;
    const current = slots[slot];
    if (current === undefined) {
      found.set([...chosen].sort().join('\0'), chosen);
      return;
    }
    for (const [index, value] of loose.entries()) {
      const isEarlier = current.name === null && index < firstFile;
      if (isEarlier || used.has(index) || !current.fits.test(value)) continue;
      used.add(index);
      place(
        slot + 1,
        [...chosen, current.name === null ? value : `--${current.name}=${value}`],
        current.name === null ? index : 0,
      );
      used.delete(index);
    }
  };
  place(0, [], 0);
  return [...found.values()];
}

function repaired(verb: string, args: readonly string[], leftOver: readonly string[]): string {
  const count = leftOver.find((value) => /^\d+$/.test(value));
  const shown = [...args, ...(count === undefined ? leftOver : ['-n', count])].map((value) =>
    /^[\w./:=,%@…-]+$/.test(value) ? value : JSON.stringify(value),
  );
  return `npm run ${verb} -- ${shown.join(' ')}`;
}
