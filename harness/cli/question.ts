import { ratioNote } from '../expect/ratio-note.ts';
import { formatWeights, parseWeights } from '../expect/weights.ts';
import type { Rule, Weight } from '../model/expectation.ts';
import type { Place } from '../model/place.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { GateHeader, SharedRisk } from '../model/tally.ts';
import { complementOf } from './complement.ts';
import type { OptionName, Options } from './options.ts';
import type { Promised } from './promised-weights.ts';
import { checked, UsageError } from './usage-error.ts';

/** What is asked of the traffic, fixed before the first request: weights that may still lack names, and the rule. */
export interface Question {
  readonly weights: readonly Weight[];
  /** The line of a manifest that each weight comes from; empty for weights that were typed in. */
  readonly origins: readonly (Place | null)[];
  /** Names for a bare list, in the order of the weights; null = take them from what answers. */
  readonly labels: readonly string[] | null;
  readonly rule: Rule;
  /** True: a PASS must be proved able to fail by a deliberately wrong expectation. */
  readonly proveItCanFail: boolean;
  /** True: the run may stop early, and its monitor decides. */
  readonly isSequential: boolean;
  /** What early stopping found in a saved run; empty for a new question, for a fixed size, and when the rule was changed. */
  readonly found: readonly SequentialFindings[];
  /** The part of the risk that a saved gate had among others of its run; null when the gate stands alone or the rule was changed. */
  readonly shared: SharedRisk | null;
  /** What the reader must know about how the weights were understood. */
  readonly notes: readonly string[];
}

/** `plan` judges nothing, so it has only the options that decide how many requests are needed. */
type RuleOptions = Options<'significance' | 'power' | 'tolerance'> &
  Partial<
    Options<
      'max-failures' | 'test' | 'seed' | 'allow-unknown' | 'require-power' | 'diagnostics' | 'prove-it-can-fail' | 'sequential'
    >
  >;

/**
 * The question as asked on the command line. `versions` name a bare list (a lab's, or those of typed-in counts) and
 * `usualWeights` stand in when there is no `--expect`.
 */
export function askQuestion(
  options: RuleOptions & Options<'expect' | 'labels'>,
  versions: readonly string[] | null,
  usualWeights?: readonly string[],
): Question {
  const weights = options.expect ?? usualWeights?.map((text) => ({ name: null, text }));
  if (weights === undefined)
    throw new UsageError('--expect is missing; write what the routes promise, such as --expect one=80,two=20');
  const labels = options.labels ?? versions;
  const bare = weights.some((weight) => weight.name === null);
  if (options.labels !== undefined && !bare) {
    throw new UsageError(
      `--labels ${options.labels.join(',')}: the weights ${formatWeights(weights)} have names already; give one of the two`,
    );
  }
  if (bare && labels !== null && labels.length !== weights.length) {
    const source = options.labels === undefined ? 'the lab has' : '--labels has';
    throw new UsageError(
      `--expect ${formatWeights(weights)} has ${weights.length} weights but ${source} ${labels.length} names (${labels.join(', ')}); give as many weights as names`,
    );
  }
  return { weights, origins: [], labels, ...riskOf(options), notes: noteOf(weights) };
}

/** The question whose weights come from manifests; they have their names, and say where they stand. */
export function askPromised(options: RuleOptions, { weights, origins, notes }: Promised): Question {
  return { weights, origins, labels: null, ...riskOf(options), notes: [...notes, ...noteOf(weights)] };
}

/** The question that a saved tally was measured for; options that were typed win over its header, and a note says so. */
export function repeatQuestion(
  header: GateHeader,
  options: RuleOptions & Options<'expect' | 'labels'>,
  given: ReadonlySet<OptionName>,
): Question {
  const typed = ruleOf(options);
  const pick = <T>(name: OptionName, fromOptions: T, saved: T): T => (given.has(name) ? fromOptions : saved);
  const rule: Rule = {
    significance: pick('significance', typed.significance, header.significance),
    missRisk: pick('power', typed.missRisk, complementOf(header.power)),
    tolerancePoints: pick('tolerance', typed.tolerancePoints, header.tolerancePoints),
    maxFailures: pick('max-failures', typed.maxFailures, header.maxFailures),
    method: pick('test', typed.method, header.method),
    seed: pick('seed', typed.seed, header.seed),
    allowUnknown: pick('allow-unknown', typed.allowUnknown, header.allowUnknown),
    requirePower: pick('require-power', typed.requirePower, header.requirePower),
    diagnostics: pick('diagnostics', typed.diagnostics, header.diagnostics),
  };
  const proveItCanFail = pick('prove-it-can-fail', options['prove-it-can-fail'] ?? false, header.proveItCanFail);
  const weights = checked(() => parseWeights(header.expect, 'the expectation saved in the tally'));
  if (given.has('expect')) {
    // A bare list keeps the names and the order of the list it replaces; of another length, it is matched to what answered.
    const savedNames = weights.flatMap(({ name }) => name ?? []);
    const names = savedNames.length === options.expect?.length ? savedNames : null;
    return { ...askQuestion(options, names), rule, proveItCanFail, notes: [...noteOf(options.expect ?? []), CHANGED] };
  }
  if (options.labels !== undefined) {
    throw new UsageError(
      `--labels ${options.labels.join(',')}: the saved tally names its versions (${header.expect}); leave --labels out, or give --expect too`,
    );
  }
  const changed = RULE_OPTIONS.some((name) => given.has(name));
  const shared = changed ? null : header.shared;
  const isStopChanged = STOPPING_OPTIONS.some((name) => given.has(name)) || shared !== header.shared;
  const found = isStopChanged ? [] : header.sequential;
  const isLost = isStopChanged && header.sequential.length > 0;
  const notes = [...header.notes, ...(changed ? [CHANGED] : []), ...(isLost ? [LOST] : [])];
  const isSequential = header.sequential.length > 0;
  const { origins = [] } = header;
  return { weights, origins, labels: null, rule, proveItCanFail, isSequential, found, shared, notes };
}

const RULE_OPTIONS: readonly OptionName[] = [
  'significance',
  'power',
  'tolerance',
  'max-failures',
  'test',
  'seed',
  'allow-unknown',
  'require-power',
  'diagnostics',
  'prove-it-can-fail',
];
/** What decides when a sequential run stops. */
const STOPPING_OPTIONS: readonly OptionName[] = ['significance', 'power', 'tolerance', 'allow-unknown'];
const LOST = 'sent until another rule had seen enough: judged here as if the number of requests had been fixed beforehand';
const CHANGED = 'judged by another rule than the one fixed before these requests were sent: read it as a what-if, not as a gate';

function ruleOf(options: RuleOptions): Rule {
  return {
    significance: options.significance,
    missRisk: complementOf(options.power),
    tolerancePoints: options.tolerance ?? null,
    maxFailures: options['max-failures'] ?? 0,
    method: options.test ?? 'auto',
    seed: options.seed ?? '1',
    allowUnknown: options['allow-unknown'] ?? false,
    requirePower: options['require-power'] ?? false,
    diagnostics: options.diagnostics ?? 'on',
  };
}

/** A question that is asked for the first time has the whole risk for itself, and nothing was found for it yet. */
function riskOf(options: RuleOptions): Pick<Question, 'rule' | 'proveItCanFail' | 'isSequential' | 'found' | 'shared'> {
  return {
    rule: ruleOf(options),
    proveItCanFail: options['prove-it-can-fail'] ?? false,
    isSequential: options.sequential ?? false,
    found: [],
    shared: null,
  };
}

function noteOf(weights: readonly Weight[]): readonly string[] {
  const note = weights.length === 0 ? null : ratioNote(weights);
  return note === null ? [] : [note];
}
