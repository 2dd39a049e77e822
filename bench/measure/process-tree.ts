import { readdirSync, readFileSync } from 'node:fs';
import { readMemoryPeakKib } from './memory-peak.ts';
import type { ProcessTimes } from './process-times.ts';
import { readProcessTimes } from './process-times.ts';

/** CPU time of a process until now; `self` is this one. */
export function timesOf(pid: number | 'self'): ProcessTimes {
  return readProcessTimes(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The peaks in KiB of a process and of everything below it that runs now, added up. */
export function treePeakKib(pid: number): number {
  try {
    const own = readMemoryPeakKib(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return childrenOf(pid).reduce((sum, child) => sum + treePeakKib(child), own);
  } catch {
    // It ended between two reads.
    return 0;
  }
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
