import { readFileSync } from 'node:fs';
import { readCoreTimes } from './core-times.ts';
import { TICK_MS } from './process-times.ts';
import { timesOf } from './process-tree.ts';

/**
 * Starts to watch how much of the machine programs take that are not ours. The function returned gives their share of all cores since
 * then, 0 to 1. Ours are this process and the children that have ended, so it is asked after everything was stopped.
 */
export function watchOthers(): () => number {
  const before = look();
  return () => {
    const after = look();
    const others = after.busyTicks - before.busyTicks - (after.ourTicks - before.ourTicks);
    return Math.min(1, Math.max(0, others / Math.max(1, after.allTicks - before.allTicks)));
  };
}

function look() {
  const { ownMs, childrenMs } = timesOf('self');
  return { ...readCoreTimes(readFileSync('/proc/stat', 'utf8')), ourTicks: (ownMs + childrenMs) / TICK_MS };
}
