import { parseTarget } from '../expect/target.ts';
import { formatWeights } from '../expect/weights.ts';
import type { RouteAnswer, RouteProbe } from '../model/routes-report.ts';
import { type AskedGate, aboutLater } from './asked-gate.ts';
import type { Host } from './host.ts';
import type { LabPlanner, LabSetup } from './lab-setup.ts';
import { type ManifestReader, manifestReader } from './manifest-reader.ts';
import type { OptionName } from './options.ts';
import { type Naming, type Promised, promisedWeights } from './promised-weights.ts';
import { sentProbe } from './route-probe.ts';
import type { ReadSet } from './route-tables.ts';
import { chooseStand } from './site.ts';
import { checked, UsageError } from './usage-error.ts';

/** A gate with what the manifests promise for it, and the lab that runs them. */
export interface PromisedGate extends Omit<AskedGate, 'lab'> {
  /** Null where `--expect`, or a stand, says it. */
  readonly promised: Promised | null;
  /** Null: it is weighed where its target is, or in a stand. */
  readonly lab: LabSetup | null;
}

/** Options that say how the routes are asked. */
const ABOUT_ROUTES: readonly OptionName[] = ['from', 'probe', 'namespace'];
/** Problems beside the answer that are told with a verdict. */
const MOST_PROBLEM_NOTES = 3;
const MOST_LISTED = 8;

/** Asks the manifests of every gate that has some, and plans the labs. The same manifests are read once, however many gates name them. */
export async function readPromises(gates: readonly AskedGate[], host: Host): Promise<readonly PromisedGate[]> {
  const read = manifestReader(host);
  const planLab = await plannerFor(gates, read);
  const promised: PromisedGate[] = [];
  // One after another: the first gate that is wrong is the one that is named.
  for (const gate of gates)
    promised.push(
      await aboutLater(gate.where, async () => ({
        ...gate,
        promised: await promiseFor(gate, read),
        lab: await labFor(gate, planLab),
      })),
    );
  return promised;
}

/** Loaded where a gate has a lab from manifests; null where none has. */
async function plannerFor(gates: readonly AskedGate[], read: ManifestReader): Promise<LabPlanner | null> {
  if (gates.every(({ lab }) => lab === null)) return null;
  const { labPlanner } = await import('./lab-setup.ts');
  return labPlanner(read);
}

async function labFor(gate: AskedGate, planLab: LabPlanner | null): Promise<LabSetup | null> {
  const { lab, target } = gate;
  if (lab === null || planLab === null) return null;
  if (target === null) throw new UsageError('the target is missing; write target: and the address that clients use');
  const asked = checked(() => parseTarget(target));
  return planLab(lab, gate.options, asked);
}

async function promiseFor({ target, options, given, lab }: AskedGate, read: ManifestReader): Promise<Promised | null> {
  if (options.routes.length === 0) {
    const lonely = lab === null ? ABOUT_ROUTES.find((name) => given.has(name)) : undefined;
    if (lonely !== undefined)
      throw new UsageError(`--${lonely}: --routes is missing; give the manifests that are asked, or leave --${lonely} out`);
    return null;
  }
  if (options.expect !== undefined)
    throw new UsageError(
      `--expect ${formatWeights(options.expect)}: --routes is given too, and the manifests say what is expected; leave one of the two out`,
    );
  const stand = lab === null ? chooseStand(target, options) : null;
  const asked = target === null ? null : checked(() => parseTarget(target));
  const probe = sentProbe(options, asked, asked?.scheme ?? stand?.scheme ?? null);
  // Manifests that only the lab named must not be blamed on an option that nobody typed.
  const flag = lab === null || given.has('routes') ? '--routes' : given.has('lab-overlay') ? '--lab-overlay' : '--lab';
  const set = await read(options.routes, options.namespace, flag);
  const naming = { groupBy: options['group-by'] ?? stand?.groupBy ?? 'auto', labels: options.labels ?? null, stand };
  return promiseOf(set, probe, naming, flag);
}

/**
 * What one set of manifests promises for one probe.
 *
 * @param flag who named the manifests, for messages
 * @throws UsageError for manifests with errors, and for a probe that they do not answer, or not in one way
 */
export async function promiseOf(set: ReadSet, probe: RouteProbe, naming: Naming, flag: string): Promise<Promised> {
  rejectGrpcStatuses(naming.groupBy, probe);
  rejectErrors(set, flag);
  const [{ answerProbe }, { tableRows }] = await Promise.all([
    import('../routes/answer/answer-probe.ts'),
    import('../routes/answer/table-rows.ts'),
  ]);
  const answer = onlyAnswer(
    checkedFor(`${flag} ${set.name}`, () => answerProbe(set.table, probe)),
    `${flag} ${set.name}`,
  );
  const { notes, ...promised } = promisedWeights(answer, tableRows(set.table), naming);
  return { ...promised, notes: [...notes, ...problemNotes(set, answer)] };
}

/** What the API server would refuse says nothing about what a gateway does. */
function rejectErrors({ name, problems }: ReadSet, flag: string): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length === 1 ? '' : `, and ${errors.length - 1} more`;
  throw new UsageError(
    `${flag}: ${first.place.file}:${first.place.line}: ${first.text}; ${first.fix}${more} (weighbridge routes ${name} shows everything)`,
  );
}

/** What routes answer with by themselves is a status of HTTP, and what a gateway makes of it for gRPC the manifests do not say. */
function rejectGrpcStatuses(groupBy: string, { protocol }: RouteProbe): void {
  if (groupBy === 'status' && protocol === 'grpc')
    throw new UsageError(
      '--group-by status: manifests promise statuses of HTTP, and a gRPC call is answered with one of gRPC; give --expect, such as OK=90,UNAVAILABLE=10',
    );
}

/** A probe that no way in fits is the question's fault, and the reader says which ways there are. */
function checkedFor<T>(asked: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${asked}: ${error.message}`, { cause: error });
    throw error;
  }
}

function onlyAnswer(answers: readonly RouteAnswer[], asked: string): RouteAnswer {
  const [answer, second] = answers;
  if (answer === undefined) throw new UsageError(`${asked}: nothing answers this request; ask about another with --probe`);
  if (second !== undefined) {
    const ways = answers.map(({ entry, host }) => `${host} by ${entry}`);
    const entries = new Set(answers.map(({ entry }) => entry));
    const fix =
      entries.size > 1
        ? `add --from (${listed([...entries].flatMap((entry) => fromText(entry) ?? []))}), or say the port with --probe URL`
        : 'name the host that is meant with --probe URL or --host';
    throw new UsageError(`${asked}: the request fits ${answers.length} ways in (${listed(ways)}); ${fix}`);
  }
  if (answer.uncertain !== null)
    throw new UsageError(
      `${asked}: the manifests do not decide what becomes of this request (${answer.uncertain}); ask about another with --probe, or give --expect`,
    );
  return answer;
}

/** `gateway bookinfo/gateway :80 HTTP` -> `gateway/bookinfo/gateway`. */
function fromText(entry: string): string | null {
  const [, gateway] = /^gateway (\S+\/\S+)/.exec(entry) ?? [];
  if (gateway !== undefined) return `gateway/${gateway}`;
  return entry === 'mesh' || entry === 'outside' ? entry : null;
}

/** What the files refer to without holding it, in the files that the answer comes from. */
function problemNotes({ problems }: ReadSet, answer: RouteAnswer): readonly string[] {
  const places = [...(answer.rule === null ? [] : [answer.rule.place]), ...answer.shares.map(({ place }) => place)];
  const files = new Set(places.map(({ file }) => file));
  const missing = problems.filter(({ severity, place }) => severity === 'missing' && files.has(place.file));
  const more = missing.length - MOST_PROBLEM_NOTES;
  return [
    ...missing.slice(0, MOST_PROBLEM_NOTES).map(({ place, text }) => `${place.file}:${place.line}: ${text}`),
    ...(more > 0 ? [`and ${more} more references to what is not in these files`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : '';
  return names.slice(0, MOST_LISTED).join(', ') + more;
}
