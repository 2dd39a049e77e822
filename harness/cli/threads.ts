import { classifierFor } from '../classify/classifier.ts';
import type { GroupBy } from '../classify/group-by.ts';
import { createTallyBuilder } from '../classify/tally-builder.ts';
import type { DriveEnd, ObservationSink } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Tally } from '../model/tally.ts';
import type { Host } from './host.ts';
import { type LiveQuestion, NOTHING_ASKED } from './live-question.ts';
import { showProgress } from './progress.ts';
import { factsOf } from './tally-facts.ts';
import { startThread, type Thread, type ThreadListener } from './thread.ts';
import { sharedClockMs } from './thread-clock.ts';
import { sharedCounters, totalCounters } from './thread-counters.ts';
import { createThreadCounts } from './thread-counts.ts';
import { mergeParts } from './thread-merge.ts';
import type { ThreadPart, ToThread } from './thread-messages.ts';
import { threadPlans } from './thread-plans.ts';
import { checked } from './usage-error.ts';

/** What a measurement over several threads takes from its surroundings. */
export interface ThreadsSetup {
  /** 2 or more, and no more than the plan's connections and requests. */
  readonly threads: number;
  readonly client: string;
  readonly interrupted: AbortSignal;
  readonly host: Host;
  /** What is asked, for the display alone; absent: observed versions are shown against nothing. */
  readonly question?: LiveQuestion;
  /** What a thread runs; absent: `worker.ts`. */
  readonly entry?: URL;
}

/** What was measured, and whether the answers carried more different labels than the plan's cap, over all threads. */
export interface ThreadsEnd {
  readonly tally: Tally;
  readonly overCap: boolean;
}

/**
 * Drives the plan with several threads, each with its own connections, which classify and count by themselves. The target is waited for
 * once; then all begin together, and again after the warm-up. When one of them gives up, or is over the label cap, the others stop too.
 *
 * @throws UsageError when the rule cannot be used for this target
 */
export async function measureInThreads(plan: Plan, groupBy: GroupBy, setup: ThreadsSetup): Promise<ThreadsEnd> {
  const { threads, interrupted, host } = setup;
  // A thread could only throw it as a fault.
  checked(() => classifierFor(groupBy, plan.target.scheme));
  const ended = new AbortController();
  const labels = labelWatch(plan.labelCap, () => ended.abort());
  const counts = createThreadCounts();
  const listener: ThreadListener = { ...labels, counted: counts.tell };
  const counters = sharedCounters(threads);
  const total = totalCounters(counters);
  const signal = AbortSignal.any([interrupted, ended.signal]);
  const question = setup.question ?? NOTHING_ASKED;
  const progress = await showProgress(host, { plan, question, counters: total, counts: counts.total, findings: null, signal });
  const team = threadPlans(plan, threads).map((part, thread) =>
    startThread({ thread, plan: part, groupBy, client: setup.client, counters }, listener, setup.entry),
  );
  const startedAt = new Date();
  try {
    const [readiness] = await Promise.all([awaitTarget(plan, signal), ...team.map(({ loaded }) => loaded)]);
    if (readiness !== null) return { tally: unmeasured(plan, groupBy, setup.client, readiness, startedAt), overCap: false };
    const parts = await weighTogether(team, signal, () => ended.abort());
    const tally = mergeParts(parts, total.answered + total.failed);
    return { tally, overCap: labels.isOver || tally.labels.length > plan.labelCap };
  } finally {
    progress.stop();
    // Where a thread failed, the target may still be waited for.
    ended.abort();
    await Promise.all(team.map((thread) => thread.close()));
  }
}

async function weighTogether(team: readonly Thread[], signal: AbortSignal, giveUp: () => void): Promise<readonly ThreadPart[]> {
  const stop = (): void => tell(team, 'stop');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  tell(team, 'go');
  const measured = async (thread: Thread): Promise<ThreadPart> => {
    const part = await thread.part;
    if (part.tally.end === 'gave-up') giveUp();
    return part;
  };
  try {
    const counting = Promise.all(team.map(({ warm }) => warm)).then(() => tell(team, 'count'));
    const [parts] = await Promise.all([Promise.all(team.map(measured)), counting]);
    return parts;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function tell(team: readonly Thread[], order: ToThread): void {
  for (const thread of team) thread.tell(order);
}

/** Counts the labels of all threads: each one alone may be below the cap. */
function labelWatch(labelCap: number, onOver: () => void): ThreadListener & { readonly isOver: boolean } {
  const seen = new Set<string>();
  let isOver = false;
  const overCap = (): void => {
    isOver = true;
    onOver();
  };
  return {
    get isOver() {
      return isOver;
    },
    overCap,
    version: (label) => {
      seen.add(label);
      if (seen.size > labelCap && !isOver) overCap();
    },
  };
}

const NOBODY: ObservationSink = { answer: () => {}, failure: () => {}, closed: () => {} };

/** Waits for the first answer, once for all threads; how that ended when there was none, else null. */
async function awaitTarget(plan: Plan, signal: AbortSignal): Promise<DriveEnd | null> {
  if (plan.readyTimeoutMs === 0) return null;
  const { drive } = await import('../drive/drive.ts');
  // No time to send anything: only the wait is left of the plan.
  const wait: Plan = { ...plan, requests: 1, warmupRequests: 0, durationMs: 0 };
  const end = await drive(wait, NOBODY, { signal, nowMs: sharedClockMs() });
  return end.reason === 'duration' ? null : end;
}

/** A tally of nothing, with the reason. */
function unmeasured(plan: Plan, groupBy: GroupBy, client: string, end: DriveEnd, startedAt: Date): Tally {
  const { scheme } = plan.target;
  const builder = createTallyBuilder({ scheme, groupBy, labelCap: plan.labelCap, client });
  return builder.snapshot(factsOf(plan, end, startedAt, new Date()));
}
