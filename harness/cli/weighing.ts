import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { classifierFor } from '../classify/classifier.ts';
import { type GroupBy, groupByText, parseGroupBy } from '../classify/group-by.ts';
import { maskSecrets } from '../expect/mask-secrets.ts';
import type { Plan } from '../model/plan.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { Tally } from '../model/tally.ts';
import { aboutLater } from './asked-gate.ts';
import { capOf, monitorOf, rejectUnwatchable } from './early-stop.ts';
import type { Host } from './host.ts';
import { liveQuestion } from './live-question.ts';
import { evidenceOf, rejectUnmirrorable } from './mirror-rules.ts';
import { type OpenLabs, openLabs } from './open-labs.ts';
import type { PromisedGate } from './promised-gates.ts';
import { askPromised, askQuestion, type Question } from './question.ts';
import { makePlan } from './request-plan.ts';
import { requestsFor } from './requests-needed.ts';
import { chooseSite, chooseStand, openSite, type Site, type SiteChoice } from './site.ts';
import { threadCount } from './thread-count.ts';
import { CannotMeasureError, checked } from './usage-error.ts';
import { VERSION } from './version.ts';

/** One gate made ready: all that can be wrong with the question has been found, and nothing has been sent. */
export interface Weighing {
  readonly name: string | null;
  readonly where: string | null;
  readonly question: Question;
  readonly groupBy: GroupBy;
  readonly site: SiteChoice;
  readonly plan: Plan;
  /** Threads that send. */
  readonly threads: number;
  /** The log that says what was mirrored; null: that of the lab, or nothing is asked about mirrors. */
  readonly evidence: string | null;
  readonly notes: readonly string[];
  readonly onInconclusive: 'fail' | 'pass';
}

/** A gate with the answers to its question. */
export interface Weighed extends Pick<Weighing, 'name' | 'where' | 'question' | 'notes' | 'onInconclusive'> {
  readonly tally: Tally;
  /** What early stopping found; empty for a size that was fixed beforehand. */
  readonly sequential: readonly SequentialFindings[];
}

/** Fixes rule and plan of one of `gates` gates that share their risk, and checks every flag and file, before the first request. */
export function prepare(gate: PromisedGate, gates: number): Promise<Weighing> {
  const { name, where, target, options, given, promised, lab } = gate;
  return aboutLater(where, async () => {
    const stand = lab === null ? chooseStand(target, options) : null;
    const question =
      promised === null ? askQuestion(options, stand?.versions ?? null, stand?.weights) : askPromised(options, promised);
    if (question.isSequential) rejectUnwatchable(question, given);
    const groupBy = checked(() => parseGroupBy(options['group-by'] ?? stand?.groupBy ?? 'auto'));
    const site = chooseSite(gate, stand, question);
    const { plan, notes } = await makePlan(options, given, {
      site,
      defaultRequests: question.isSequential ? capOf(question, gates) : requestsFor(question, gates),
      isCapped: question.isSequential,
      namedVersions: question.weights.length,
    });
    const evidence = options.evidence ?? null;
    // A rule that the target cannot have is told before anything starts.
    if (groupBy.rule !== 'mirror') checked(() => classifierFor(groupBy, plan.target.scheme));
    rejectUnmirrorable({ groupBy, evidence, isLab: lab !== null, isSequential: question.isSequential }, plan);
    const onInconclusive = options['on-inconclusive'];
    const { threads, note } = threadCount({
      asked: options.threads ?? null,
      cores: availableParallelism(),
      isSequential: question.isSequential,
      isMirror: groupBy.rule === 'mirror',
      plan,
    });
    const said = [...site.notes, ...notes, ...(note === null ? [] : [note])];
    return { name, where, question, groupBy, site, plan, threads, evidence, notes: said, onInconclusive };
  });
}

/**
 * Opens the site, drives and counts, and closes the site again. `gates`: how many gates share the risk of the run; `gate`: which one this
 * is, for whoever watches.
 */
async function weigh(weighing: Weighing, gate: string | null, { gates, labs, interrupted, host }: WeighingRun): Promise<Weighed> {
  const site = await openSite(weighing.site, labs);
  const lost = watchLab(site.lab);
  try {
    // Loaded here: judge and plan start without the driver.
    const { measure } = await import('./measure.ts');
    const plan = planAt(weighing.plan, site);
    const monitor = monitorOf(weighing.question, plan.requests, gates);
    const stop = AbortSignal.any([interrupted, lost.signal]);
    const measured = await aboutLater(weighing.where, async () => {
      const shown = liveQuestion(weighing.question, gate, gates);
      if (weighing.groupBy.rule !== 'mirror')
        return measure(plan, weighing.groupBy, stop, host, monitor, weighing.threads, shown);
      const { measureMirror } = await import('./measure-mirror.ts');
      return measureMirror(plan, evidenceOf(weighing.evidence, site.lab), stop, host);
    });
    return { ...weighing, tally: await lost.told(measured), sequential: monitor === null ? [] : [monitor.findings()] };
  } finally {
    lost.release();
    await site.close();
  }
}

/** The plan with what is known only now: ports, and the authority of a lab. */
function planAt(plan: Plan, { target, lab }: Site): Plan {
  if (lab === null) return { ...plan, target };
  // Whatever a gate says for a real cluster: here the certificate can be checked.
  const tls = lab.authorityPem === null ? plan.tls : { ...plan.tls, caPem: lab.authorityPem, insecure: false };
  return { ...plan, target, connectTo: lab.connectTo, tls };
}

/**
 * How long a failed request waits for news of its lab: the connections of a part that dies break before anybody hears that it died,
 * and a short run, or one that stops early, would be over by then. The Docker Engine tells within a few tens of milliseconds.
 */
const NEWS_LIMIT_MS = 500;

const hasFailures = ({ failures, labels }: Tally): boolean => failures.length > 0 || labels.some(({ failing }) => failing > 0);

/** Ends a measurement when a part of its lab has gone: what comes after that says nothing about the gateway. */
function watchLab(lab: Site['lab']) {
  const gone = new AbortController();
  let why: string | null = null;
  let isWatched = true;
  lab?.died.then((reason) => {
    if (!isWatched) return;
    why = reason;
    gone.abort();
  });
  return {
    signal: gone.signal,
    told: async (tally: Tally): Promise<Tally> => {
      if (lab !== null && why === null && hasFailures(tally)) await Promise.race([lab.died, pause(NEWS_LIMIT_MS)]);
      return why === null ? tally : { ...tally, end: 'lab-ended', endDetail: why };
    },
    release: () => {
      isWatched = false;
    },
  };
}

/** What the gates of a run share. */
interface WeighingRun {
  readonly gates: number;
  readonly labs: OpenLabs;
  readonly interrupted: AbortSignal;
  readonly host: Host;
}

/**
 * Weighs one after another, one site at a time; `gates` of them share their risk. After an interrupt the rest is reported
 * as not measured; so is a gate whose lab does not start, when there are others whose answers must not be lost for it.
 */
export async function weighAll(
  weighings: readonly Weighing[],
  gates: number,
  interrupted: AbortSignal,
  host: Host,
): Promise<readonly Weighed[]> {
  const labs = openLabs(undefined, interrupted);
  try {
    return await weighEach(weighings, { gates, labs, interrupted, host });
  } finally {
    await labs.close();
  }
}

async function weighEach(weighings: readonly Weighing[], run: WeighingRun): Promise<readonly Weighed[]> {
  const weighed: Weighed[] = [];
  for (const [index, weighing] of weighings.entries()) {
    if (run.interrupted.aborted && weighings.length > 1) {
      weighed.push(unmeasured(weighing, 'stopped', null));
      continue;
    }
    const place = `gate ${index + 1} of ${weighings.length}: ${weighing.name ?? weighing.plan.target.text}`;
    const gate = weighings.length === 1 ? null : place;
    if (gate !== null) run.host.stderr.write(`${gate}\n`);
    try {
      weighed.push(await weigh(weighing, gate, run));
    } catch (error) {
      weighed.push(withoutLab(weighing, error, weighings.length === 1, run));
    }
  }
  return weighed;
}

/** A gate whose lab did not start. One that was interrupted meanwhile is stopped like any other; @throws what is no matter of a lab. */
function withoutLab(weighing: Weighing, error: unknown, isAlone: boolean, { interrupted }: WeighingRun): Weighed {
  if (!(error instanceof CannotMeasureError)) throw error;
  if (interrupted.aborted) return unmeasured(weighing, 'stopped', null);
  if (isAlone) throw error;
  return unmeasured(weighing, 'never-ready', error.message);
}

/** A gate that nothing was sent for. */
function unmeasured(weighing: Weighing, end: string, endDetail: string | null): Weighed {
  const { plan, groupBy } = weighing;
  const tally: Tally = {
    schema: 'weighbridge/tally/v1',
    driver: `weighbridge ${VERSION}`,
    target: plan.target.text,
    probe: maskSecrets(plan.probe),
    groupBy: groupByText(groupBy),
    sent: 0,
    labels: [],
    failures: [],
    connections: { opened: 0, fresh: plan.freshConnections },
    startedAt: null,
    endedAt: null,
    elapsedMs: null,
    end,
    endDetail,
    order: null,
    gate: null,
  };
  return { ...weighing, tally, sequential: [] };
}
