import type { GroupBy } from '../classify/group-by.ts';
import type { Plan } from '../model/plan.ts';
import type { Tally } from '../model/tally.ts';
import type { LabelCount } from './thread-counts.ts';

/** What a thread is started with. */
export interface ThreadStart {
  readonly work: ThreadWork;
  /** True: the program keeps compiled code (docs/decisions/0001), so the thread does too and starts in a third of the time. */
  readonly keepsCompiled: boolean;
}

/** What a thread has to do. */
export interface ThreadWork {
  /** Number of the thread, 0-based. */
  readonly thread: number;
  /** Its part of the plan. */
  readonly plan: Plan;
  readonly groupBy: GroupBy;
  /** What this load machine is called. */
  readonly client: string;
  /** Made by `sharedCounters`. */
  readonly counters: SharedArrayBuffer;
}

/** What a thread is told. `go`: all are loaded, warm up · `count`: all are warm, begin · `stop`: send nothing more and report what there is. */
export type ToThread = 'go' | 'count' | 'stop';

/** What a thread says. What it throws is no message: that reaches the main thread as an error of the worker. */
export type FromThread =
  | { readonly kind: 'loaded' }
  /** Its warm-up is over; it waits for `count`. */
  | { readonly kind: 'warm' }
  /** A label that it had not seen on a version before. */
  | { readonly kind: 'version'; readonly label: string }
  /** Its answers per version up to now, said again and again for whoever watches the run. */
  | { readonly kind: 'counts'; readonly counts: readonly LabelCount[] }
  /** More different labels than the cap in this thread alone; it stops by itself. */
  | { readonly kind: 'over-cap' }
  | { readonly kind: 'part'; readonly part: ThreadPart };

/** What one thread measured. */
export interface ThreadPart {
  readonly tally: Tally;
  /** Its counted part on the clock that all threads share (`sharedClockMs`), in milliseconds. */
  readonly beginMs: number;
  readonly endMs: number;
}
