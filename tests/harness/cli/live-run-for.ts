import type { Counters, LiveRun } from '../../../harness/cli/live-run.ts';
import { planFor } from './thread-plan-for.ts';

/** Counters of a run that goes on, and can be changed by whoever holds them. */
export const counting = (changes: Partial<Counters> = {}): { -readonly [K in keyof Counters]: Counters[K] } => ({
  phase: 'counting',
  sent: 0,
  answered: 0,
  failed: 0,
  ...changes,
});

/** A run of 5,000 requests, 80 : 20 by name. */
export const runFor = (changes: Partial<LiveRun> = {}): LiveRun => ({
  plan: planFor('tcp://127.0.0.1:9', { requests: 5000 }),
  question: {
    gate: null,
    weights: [
      { name: 'one', text: '80' },
      { name: 'two', text: '20' },
    ],
    labels: null,
    risk: 0.01,
  },
  counters: counting(),
  counts: () => new Map(),
  findings: null,
  signal: new AbortController().signal,
  ...changes,
});
