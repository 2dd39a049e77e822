/** How fast requests end, measured by looking at a counter now and then. */
export interface Pace {
  /** The counter at a moment; moments come in order. */
  add(nowMs: number, done: number): void;
  /** Requests per second over the last `windowMs`, or over all there is if that is less; null before it can be said. */
  perSecond(windowMs: number): number | null;
}

/** Shorter than this, a rate says more about the moment of looking than about the run. */
const SHORTEST_MS = 250;

/** Nothing seen yet; looks older than `longestWindowMs` are forgotten, so memory does not grow with the run. */
export function createPace(longestWindowMs: number): Pace {
  const looks: { readonly atMs: number; readonly done: number }[] = [];
  return {
    add: (nowMs, done) => {
      looks.push({ atMs: nowMs, done });
      // The last one before the window stays: it is where the window begins.
      while ((looks[1]?.atMs ?? nowMs) < nowMs - longestWindowMs) looks.shift();
    },
    perSecond: (windowMs) => {
      const last = looks.at(-1);
      if (last === undefined) return null;
      const from = looks.findLast(({ atMs }) => atMs <= last.atMs - windowMs) ?? looks[0] ?? last;
      const spanMs = last.atMs - from.atMs;
      return spanMs < SHORTEST_MS ? null : ((last.done - from.done) / spanMs) * 1000;
    },
  };
}

/** Where a run ends by itself; null = no such limit. */
export interface Limits {
  readonly requests: number | null;
  readonly durationMs: number | null;
}

/** How far it is. `done`: requests that are over; `perSecond`: how many more are over each second, null = not known yet. */
export interface Gone {
  readonly done: number;
  readonly elapsedMs: number;
  readonly perSecond: number | null;
}

/** Time until the nearer limit, in milliseconds, 0 or more; null when neither can be told, as for a target that has stopped answering. */
export function timeLeftMs({ requests, durationMs }: Limits, { done, elapsedMs, perSecond }: Gone): number | null {
  const ends = [
    ...(requests === null || perSecond === null || perSecond <= 0 ? [] : [((requests - done) / perSecond) * 1000]),
    ...(durationMs === null ? [] : [durationMs - elapsedMs]),
  ];
  return ends.length === 0 ? null : Math.max(0, Math.min(...ends));
}
