import { createTallyBuilder } from '../classify/tally-builder.ts';
import { drive } from '../drive/drive.ts';
import { patienceOf } from '../drive/streak.ts';
import { factsOf } from './tally-facts.ts';
import { sharedClockMs } from './thread-clock.ts';
import { lastAnswerMs, ThreadCounters } from './thread-counters.ts';
import type { FromThread, ThreadPart, ThreadWork } from './thread-messages.ts';

/** How often a thread says what it has counted. */
const COUNTS_PERIOD_MS = 200;

/** What a thread is told while it works. */
export interface ThreadSignals {
  readonly stop: AbortSignal;
  /** Resolves when all threads are warm, or stop. */
  readonly count: Promise<void>;
}

/** Drives and counts one thread's part of a plan: driver -> observation -> label -> tally, all inside the thread. */
export async function weighPart(
  { thread, plan, groupBy, client, counters }: ThreadWork,
  say: (message: FromThread) => void,
  { stop, count }: ThreadSignals,
): Promise<ThreadPart> {
  const overCap = new AbortController();
  const builder = createTallyBuilder({
    scheme: plan.target.scheme,
    groupBy,
    labelCap: plan.labelCap,
    client,
    onOverCap: () => {
      overCap.abort();
      say({ kind: 'over-cap' });
    },
    onPrefix: newLabels((label) => say({ kind: 'version', label })),
  });
  const signal = AbortSignal.any([stop, overCap.signal]);
  const nowMs = sharedClockMs();
  const startedAt = new Date();
  const patience = patienceOf(plan.connections, plan.timeoutMs, plan.ratePerSecond);
  const telling = setInterval(() => say({ kind: 'counts', counts: [...builder.peek()] }), COUNTS_PERIOD_MS);
  const end = await drive(plan, builder, {
    signal,
    nowMs,
    counters: new ThreadCounters(counters, thread, nowMs),
    beforeCounting: () => {
      say({ kind: 'warm' });
      return count;
    },
    // A target that still answers other threads is not gone: one thread would not have given it up either.
    mayGiveUp: () => nowMs() - lastAnswerMs(counters) >= patience.durationMs,
  }).finally(() => clearInterval(telling));
  const endMs = nowMs();
  return { tally: builder.snapshot(factsOf(plan, end, startedAt, new Date())), beginMs: endMs - end.elapsedMs, endMs };
}

/** Tells each label once. Most answers carry the label of the one before. */
function newLabels(tell: (label: string) => void): (label: string | null) => void {
  const known = new Set<string | null>([null]);
  let last: string | null = null;
  return (label) => {
    if (label === last) return;
    last = label;
    if (known.has(label) || label === null) return;
    known.add(label);
    tell(label);
  };
}
