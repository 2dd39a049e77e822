/** A timer of virtual time, with what the driver uses of Node's. */
interface VirtualTimer {
  dueMs: number;
  refresh(): VirtualTimer;
}

/**
 * Runs `begin` and everything it starts by `setTimeout` in virtual time: the clock jumps from timer to timer, so 20 s take no longer than
 * their work. Delays are whole milliseconds and 1 at least, as Node's are. No timer runs within `frozenMs` (from, to): those run afterwards.
 * Gives what `begin` resolves to.
 */
export async function inVirtualTime<T>(
  begin: (nowMs: () => number) => Promise<T>,
  [fromMs, toMs]: readonly [number, number] = [0, 0],
): Promise<T> {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  let nowMs = 0;
  const waiting = new Map<VirtualTimer, () => void>();
  const start = (callback: () => void, delayMs = 1): VirtualTimer => {
    const wholeMs = Math.max(1, Math.trunc(delayMs));
    const timer: VirtualTimer = {
      dueMs: nowMs + wholeMs,
      refresh: () => {
        timer.dueMs = nowMs + wholeMs;
        waiting.set(timer, callback);
        return timer;
      },
    };
    waiting.set(timer, callback);
    return timer;
  };
  Object.assign(globalThis, { setTimeout: start, clearTimeout: (timer: VirtualTimer) => waiting.delete(timer) });
  try {
    const result = begin(() => nowMs);
    for (let next = earliest(waiting); next !== null; next = earliest(waiting)) {
      nowMs = Math.max(nowMs, next.dueMs);
      if (nowMs >= fromMs && nowMs < toMs) nowMs = toMs;
      const callback = waiting.get(next);
      waiting.delete(next);
      callback?.();
    }
    return await result;
  } finally {
    Object.assign(globalThis, real);
  }
}

function earliest(waiting: ReadonlyMap<VirtualTimer, unknown>): VirtualTimer | null {
  let first: VirtualTimer | null = null;
  for (const timer of waiting.keys()) if (first === null || timer.dueMs < first.dueMs) first = timer;
  return first;
}
