import { conservationProblem } from '../classify/conservation.ts';
import { mergeTallies } from '../classify/merge.ts';
import type { StreamStatistics } from '../model/order.ts';
import type { Tally } from '../model/tally.ts';
import type { ThreadPart } from './thread-messages.ts';

/**
 * What all threads measured as one tally, with one stream for each: there is no order between their requests beyond the numbers and times
 * they are given here. Request j of thread t is number j × threads + t of the run (STATISTICS 5), and times count from the first thread's
 * begin. Throws an Error when a request of `sent` is missing or counted twice.
 */
export function mergeParts(parts: readonly ThreadPart[], sent: number): Tally {
  const beginMs = Math.min(...parts.map((part) => part.beginMs));
  const endMs = Math.max(...parts.map((part) => part.endMs));
  const merged = mergeTallies(parts.map((part, thread) => inRun(part, thread, parts.length, beginMs)));
  const problem =
    merged.sent === sent ? conservationProblem(merged) : `${sent} requests were sent but ${merged.sent} are counted`;
  if (problem !== null) throw new Error(`${problem}; this is a fault in weighbridge`);
  return {
    ...merged,
    labels: merged.labels.toSorted((a, b) => a.firstIndex - b.firstIndex),
    elapsedMs: Math.max(0, endMs - beginMs),
  };
}

/** One thread's tally with the numbers and times of the whole run. */
function inRun({ tally, beginMs }: ThreadPart, thread: number, threads: number, runBeginMs: number): Tally {
  const numberOf = (index: number): number => index * threads + thread;
  const lateMs = beginMs - runBeginMs;
  const stream = (own: StreamStatistics): StreamStatistics => ({
    ...own,
    sentAtMs: own.sentAtMs.map((sentAtMs) => inMicroseconds(sentAtMs + lateMs)),
    sendIndex: own.sendIndex.map(numberOf),
  });
  return {
    ...tally,
    labels: tally.labels.map((label) => ({ ...label, firstIndex: numberOf(label.firstIndex) })),
    order: tally.order && { ...tally.order, streams: tally.order.streams.map(stream) },
  };
}

const inMicroseconds = (timeMs: number): number => Math.round(timeMs * 1000) / 1000;
