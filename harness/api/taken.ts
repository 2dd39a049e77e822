import { JUDGE } from '../cli/commands/judge.ts';
import { PLAN } from '../cli/commands/plan.ts';
import { VERIFY } from '../cli/commands/verify.ts';
import type { OptionName } from '../cli/options.ts';
import type { Taken } from './asked-options.ts';

/** What only a command line has: a report that is printed, files that are written, a list instead of a run. */
const OF_THE_TERMINAL: readonly OptionName[] = ['report', 'out', 'tally', 'list-gates'];

/** What `judge` has in its first argument; and how a counted table is grouped, which no object needs. */
const OF_THE_EVIDENCE: readonly OptionName[] = ['counts', 'group-by'];

const without = (options: readonly OptionName[], left: readonly OptionName[]): readonly OptionName[] =>
  options.filter((name) => !left.includes(name));

export const VERIFY_TAKES = {
  of: 'verify',
  options: without(VERIFY.options, OF_THE_TERMINAL),
  others: ['target', 'signal', 'log', 'onTally'],
  read: VERIFY.options,
} as const satisfies Taken<OptionName>;

export const JUDGE_TAKES = {
  of: 'judge',
  options: without(JUDGE.options, [...OF_THE_TERMINAL, ...OF_THE_EVIDENCE]),
  others: [],
  read: JUDGE.options,
} as const satisfies Taken<OptionName>;

export const PLAN_TAKES = {
  of: 'plan',
  options: without(PLAN.options, OF_THE_TERMINAL),
  others: [],
  read: PLAN.options,
} as const satisfies Taken<OptionName>;

const ABOUT_ROUTES = ['probe', 'host', 'header', 'method', 'from', 'namespace', 'group-by', 'labels'] as const;

export const ROUTES_TAKES = {
  of: 'expectationFromRoutes',
  options: ABOUT_ROUTES,
  others: ['target'],
  read: ABOUT_ROUTES,
} as const satisfies Taken<OptionName>;
