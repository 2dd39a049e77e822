import { performance } from 'node:perf_hooks';
import process from 'node:process';

const NANOSECONDS_PER_MS = 1e6;

/**
 * A clock that never goes back and shows the same in every thread of the process, in milliseconds. `performance.now` alone counts from the
 * start of its thread; the offset is taken once, because reading `hrtime` for every request would cost more.
 */
export function sharedClockMs(): () => number {
  const offsetMs = Number(process.hrtime.bigint()) / NANOSECONDS_PER_MS - performance.now();
  return () => performance.now() + offsetMs;
}
