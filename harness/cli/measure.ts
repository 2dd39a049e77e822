import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { type GroupBy, groupByText } from '../classify/group-by.ts';
import { createTallyBuilder, type TallyFacts } from '../classify/tally-builder.ts';
import { type DriveControl, newCounters } from '../drive/control.ts';
import type { SequentialMonitor } from '../judge/sequential-monitor.ts';
import type { ObservationSink } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Tally } from '../model/tally.ts';
import type { Host } from './host.ts';
import { type LiveQuestion, NOTHING_ASKED } from './live-question.ts';
import type { LiveRun } from './live-run.ts';
import { showProgress } from './progress.ts';
import { factsOf } from './tally-facts.ts';
import type { ThreadsSetup } from './threads.ts';
import { checked, UsageError } from './usage-error.ts';

/** What tallies of several load machines are told apart by when they are merged. */
export const CLIENT = hostname();

/**
 * Drives the plan and counts what comes back: driver -> observation -> label -> tally. Ends early, with what was
 * measured until then, when `interrupted` is aborted.
 *
 * @param monitor sees the label of every request of the finished prefix, in one thread; once it has seen enough nothing more is sent
 * @param threads threads that send (`threadCount`); with one, the main thread does
 * @param question what is asked, for the display alone
 * @throws UsageError when the rule cannot be used for this target, or when the answers carry more different labels than the plan's cap
 */
export async function measure(
  plan: Plan,
  groupBy: GroupBy,
  interrupted: AbortSignal,
  host: Host,
  monitor: SequentialMonitor | null = null,
  threads = 1,
  question: LiveQuestion = NOTHING_ASKED,
): Promise<Tally> {
  if (threads > 1 && monitor === null)
    return measureWide(plan, groupBy, { threads, client: CLIENT, interrupted, host, question });
  const tooManyLabels = new AbortController();
  const decided = new AbortController();
  const onPrefix = (label: string | null): void => {
    if (monitor?.observe(label) === true) decided.abort();
  };
  const builder = checked(() =>
    createTallyBuilder({
      scheme: plan.target.scheme,
      groupBy,
      labelCap: plan.labelCap,
      client: CLIENT,
      onOverCap: () => tooManyLabels.abort(),
      ...(monitor === null ? {} : { onPrefix }),
    }),
  );
  const signal = AbortSignal.any([interrupted, tooManyLabels.signal]);
  // Nothing waits for the monitor of a fixed size, and late answers only leave the order statistics.
  const early = monitor === null ? null : { stopSending: decided.signal, mustPause: () => builder.prefixIsStalled };
  const shown = { question, counts: builder.peek, findings: monitor?.findings ?? null };
  const facts = await driveInto(plan, builder, signal, host, early, shown);
  if (builder.overCap) throw new UsageError(overCapMessage(plan, groupBy));
  return builder.snapshot(facts);
}

async function measureWide(plan: Plan, groupBy: GroupBy, setup: ThreadsSetup): Promise<Tally> {
  const { measureInThreads } = await import('./threads.ts');
  const { tally, overCap } = await measureInThreads(plan, groupBy, setup);
  if (overCap) throw new UsageError(overCapMessage(plan, groupBy));
  return tally;
}

/** What a display is fed with beside the counters of the driver. */
type Shown = Pick<LiveRun, 'question' | 'counts' | 'findings'>;

const NO_COUNTS: Shown = { question: NOTHING_ASKED, counts: () => new Map(), findings: null };

/**
 * Drives the plan into `sink`, with progress on stderr; gives what a tally says beside its counts. `early`: what may end the run before its
 * plan; `shown`: what its display can know of versions.
 */
export async function driveInto(
  plan: Plan,
  sink: ObservationSink,
  signal: AbortSignal,
  host: Host,
  early: Pick<DriveControl, 'stopSending' | 'mustPause'> | null = null,
  shown: Shown = NO_COUNTS,
): Promise<TallyFacts> {
  const { drive } = await import('../drive/drive.ts');
  const counters = newCounters();
  const progress = await showProgress(host, { plan, counters, signal, ...shown });
  const startedAt = new Date();
  try {
    const end = await drive(plan, sink, { ...early, signal, nowMs: () => performance.now(), counters });
    return factsOf(plan, end, startedAt, new Date());
  } finally {
    progress.stop();
  }
}

function overCapMessage(plan: Plan, groupBy: GroupBy): string {
  return `--group-by ${groupByText(groupBy)}: more than ${plan.labelCap} different answers, so this rule does not name versions; choose another, such as word:1, header:x-version or hop:1`;
}
