/** CPU time of a process in milliseconds, as Linux keeps it in `/proc/PID/stat` (proc_pid_stat(5)). */
export interface ProcessTimes {
  /** In user and kernel mode, all threads. */
  readonly ownMs: number;
  /** The same of all children that have ended and been waited for, and of theirs. */
  readonly childrenMs: number;
}

/** Linux counts in ticks of 10 ms on every architecture that Node runs on (`USER_HZ`, getconf CLK_TCK). */
export const TICK_MS = 10;

/** Reads one line of `/proc/PID/stat`. The second field is a program's name in brackets, which may hold spaces and brackets itself. */
export function readProcessTimes(stat: string): ProcessTimes {
  // Counted from behind the name: field 3 (state) is the first.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childUser, childSystem] = [14, 15, 16, 17].map((field) => Number(fields[field - 3]));
  const ownMs = Number(user) + Number(system);
  const childrenMs = Number(childUser) + Number(childSystem);
  if (!Number.isSafeInteger(ownMs) || !Number.isSafeInteger(childrenMs))
    throw new RangeError(`not a line of /proc/PID/stat: ${JSON.stringify(stat.slice(0, 100))}`);
  return { ownMs: ownMs * TICK_MS, childrenMs: childrenMs * TICK_MS };
}
