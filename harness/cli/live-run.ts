import type { Plan } from '../model/plan.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { LiveView } from '../report/live-view.ts';
import { createPace, timeLeftMs } from './live-pace.ts';
import { type LiveQuestion, namesOf } from './live-question.ts';
import { liveVersions } from './live-versions.ts';

/** Counters of a drive that goes on. */
export interface Counters {
  readonly phase: LiveView['phase'];
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  /** Warm-up requests that are over; absent = nobody counts them. */
  readonly warmed?: number;
}

/** A drive that goes on, for whoever looks. */
export interface LiveRun {
  readonly plan: Pick<Plan, 'target' | 'requests' | 'durationMs' | 'readyTimeoutMs' | 'warmupRequests'>;
  readonly question: LiveQuestion;
  readonly counters: Counters;
  /** Answers per version so far. */
  readonly counts: () => ReadonlyMap<string, number>;
  /** What a run that stops by itself has found so far; null for any other run. */
  readonly findings: (() => SequentialFindings) | null;
  /** Aborted: the run is being stopped, and there is nothing more to show. */
  readonly signal: AbortSignal;
}

/** A run under observation. */
export interface Look {
  /** Remembers how far it is now; rates need one every now and then. */
  sample(): void;
  view(): LiveView;
}

const RATE_WINDOW_MS = 1000;
/** The end is foretold from a longer look back: a forecast that jumps is no help. */
const LEFT_WINDOW_MS = 10_000;

/** Begins to look at a run. `nowMs`: a clock that never goes back. */
export function lookAt(run: LiveRun, nowMs: () => number): Look {
  const { plan, counters, question } = run;
  const pace = createPace(LEFT_WINDOW_MS);
  const expected = namesOf(question);
  const requests = plan.requests === Number.MAX_SAFE_INTEGER ? null : plan.requests;
  let phase = counters.phase;
  let sinceMs = nowMs();
  let atMs = sinceMs;

  const sample = (): void => {
    atMs = nowMs();
    if (counters.phase !== phase) {
      phase = counters.phase;
      sinceMs = atMs;
    }
    if (phase === 'counting') pace.add(atMs, counters.answered + counters.failed);
  };
  const view = (): LiveView => {
    const { sent, answered, failed, warmed = null } = counters;
    const elapsedMs = atMs - sinceMs;
    const [gone, limits] = [
      { done: answered + failed, elapsedMs },
      { requests, durationMs: plan.durationMs },
    ];
    const found = run.findings?.() ?? null;
    const counts = run.counts();
    return {
      gate: question.gate,
      target: plan.target.text,
      phase,
      elapsedMs,
      readyTimeoutMs: plan.readyTimeoutMs,
      warmupRequests: plan.warmupRequests,
      warmed,
      answered,
      failed,
      underWay: Math.max(0, sent - answered - failed),
      requests,
      mayStopEarly: run.findings !== null,
      durationMs: plan.durationMs,
      perSecond: pace.perSecond(RATE_WINDOW_MS),
      leftMs: timeLeftMs(limits, { ...gone, perSecond: pace.perSecond(LEFT_WINDOW_MS) }),
      ...liveVersions(expected([...counts.keys()]), counts, question.risk, found),
      evidence: found && { lnE: found.logE, p: found.pSequential, log10P: -found.maxLogE / Math.LN10 },
    };
  };
  return { sample, view };
}
