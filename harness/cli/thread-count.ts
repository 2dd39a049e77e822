import type { Plan } from '../model/plan.ts';

/** Most threads of one run: each is a stream of its own in the tally, which holds no more (`classify/merge-order.ts`). */
export const MOST_THREADS = 256;

/** Slower than this one thread keeps the pace better than several that each keep their own. */
const SLOW_RATE_PER_SECOND = 1_000;

/**
 * Unless told otherwise a thread has at least this many requests: it takes about as long to start as one thread needs to send them, and
 * one stream in send order shows more of a gateway's habits than many short ones.
 */
const FEWEST_REQUESTS = 10_000;

/** What decides how many threads send. */
export interface ThreadQuestion {
  /** `--threads`; null: not given. */
  readonly asked: number | null;
  /** Processors that this process may use. */
  readonly cores: number;
  readonly isSequential: boolean;
  readonly isMirror: boolean;
  readonly plan: Pick<Plan, 'requests' | 'connections' | 'ratePerSecond'>;
}

/** How many threads send, 1 or more; a note where `--threads` said something else, or nothing and it is more than one. */
export function threadCount(question: ThreadQuestion): { readonly threads: number; readonly note: string | null } {
  const { asked, cores, plan } = question;
  const alone = reasonForOne(question);
  const most = Math.min(plan.connections, plan.requests, MOST_THREADS);
  if (asked === null) {
    const worthwhile = Math.floor(plan.requests / FEWEST_REQUESTS);
    const threads = alone === null ? Math.max(1, Math.min(cores - 1, worthwhile, most)) : 1;
    return { threads, note: threads === 1 ? null : `${threads} threads send (--threads N changes that)` };
  }
  if (asked === 1) return { threads: 1, note: null };
  if (alone !== null) return { threads: 1, note: `--threads ${asked}: one thread sends, because ${alone}` };
  if (asked <= most) return { threads: asked, note: null };
  const limit = plan.requests < plan.connections ? 'request' : 'connection';
  return { threads: most, note: `--threads ${asked}: only ${most}, one per ${limit}` };
}

/** Why a run has no use for a second thread; null when it has. */
function reasonForOne({ isSequential, isMirror, plan }: ThreadQuestion): string | null {
  if (isSequential) return 'a sequential run looks at the answers in send order';
  if (isMirror) return 'mirrored requests are numbered in send order';
  const { ratePerSecond } = plan;
  if (ratePerSecond !== null && ratePerSecond < SLOW_RATE_PER_SECOND)
    return `${ratePerSecond} requests per second are less than ${SLOW_RATE_PER_SECOND}`;
  return null;
}
