import { keyOf, UNITS } from '../harness/api/option-keys.ts';
import { JUDGE_TAKES, PLAN_TAKES, ROUTES_TAKES, VERIFY_TAKES } from '../harness/api/taken.ts';
import { OPTIONS, type OptionName } from '../harness/cli/options.ts';

const INTERFACES = [
  { name: 'VerifyOptions', base: ' extends RunOptions', says: 'What `verify` takes', options: VERIFY_TAKES.options },
  { name: 'JudgeOptions', base: '', says: 'What `judge` takes beside the counts', options: JUDGE_TAKES.options },
  { name: 'PlanOptions', base: '', says: 'What `plan` takes', options: PLAN_TAKES.options },
  {
    name: 'RoutesOptions',
    base: " extends Pick<RunOptions, 'target'>",
    says: 'What `expectationFromRoutes` takes: the request that is asked about',
    options: ROUTES_TAKES.options,
  },
];

/** The types of the options that a program may give, from the one list of options: the text of harness/api/options.ts. */
export function apiOptions(): string {
  return [
    '// Written by scripts/api-options.ts from the list of options of the command line; a test holds it against that list.',
    "import type { RunOptions } from './run-options.ts';",
    "import type { Weights } from './weights.ts';",
    ...INTERFACES.map(
      ({ name, base, says, options }) =>
        `\n/** ${says}. */\nexport interface ${name}${base} {\n${options.map(fieldOf).join('\n')}\n}`,
    ),
    '',
  ].join('\n');
}

function fieldOf(name: OptionName): string {
  return `  /** ${explained(name)} */\n  readonly ${keyOf(name)}?: ${typeOf(name)} | undefined;`;
}

/** What `--help` says, in the words of a program. */
function explained(name: OptionName): string {
  const option = OPTIONS[name];
  const isTime = UNITS[name]?.suffix === 'Ms';
  const said = isTime ? option.describe.replace(/: .*|(?=;)|$/, ', in milliseconds') : option.describe;
  const text = said
    .replace(/(;|,? or) - for standard input/, '')
    .replace('; may be repeated', '; a list for several')
    .replaceAll(/--([a-z][a-z0-9-]*)/g, (flag, typed: string) => (isOption(typed) ? `\`${keyOf(typed)}\`` : flag));
  if (!('initial' in option)) return text;
  return `${text} (default: ${isTime ? option.parse(option.initial, '') : option.initial})`;
}

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

function typeOf(name: OptionName): string {
  const option = OPTIONS[name];
  if (option.kind === 'flag') return 'boolean';
  if (name === 'expect' || name === 'actual') return 'Weights';
  if (option.kind === 'list' || name === 'labels') return 'string | readonly string[]';
  if ('choices' in option) return option.choices.map((choice) => `'${choice}'`).join(' | ');
  if (name === 'rate') return "number | 'max'";
  // A seed may be larger than a number can tell from its neighbour.
  if (name === 'seed') return 'number | bigint | string';
  return UNITS[name] !== undefined || option.value === 'N' || option.value === 'SHARE' ? 'number' : 'string';
}
