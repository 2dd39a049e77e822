import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * When a kernel repeats a connection request (SYN) that nobody answered, in seconds after the first: every second at first on Linux
 * since 6.5 (tcp_syn_linear_timeouts) and on BSD systems, and after 1, 3, 7 and 15 s before that, as RFC 6298 has it.
 */
const REPEATED_AFTER_S: readonly number[] = [1, 2, 3, 4, 5, 7, 11, 15];

/** Kernels round the pause a little, and the answer to a repetition takes its way as well; in milliseconds. */
const EARLY_MS = 50;
const LATE_MS = 400;

/** No connection that opened sooner was repeated, in milliseconds. */
export const SOONEST_REPEATED_MS = 1_000 - EARLY_MS;

/** After how many seconds the request was repeated that opened a connection after `tookMs`; null: probably none was. */
export function repeatedAfterS(tookMs: number): number | null {
  return REPEATED_AFTER_S.find((s) => tookMs >= s * 1_000 - EARLY_MS && tookMs < s * 1_000 + LATE_MS) ?? null;
}

/** Counts connections that opened only when the request for them was repeated. */
export class RepeatedConnects {
  readonly #counts = new Map<number, number>();

  /** Told of a socket before it connects. */
  watch(socket: Socket): void {
    let sinceMs = 0;
    // Once for every address that is tried, and not before its name has been looked up.
    socket.on('connectionAttempt', () => {
      sinceMs = performance.now();
    });
    socket.once('connect', () => this.opened(performance.now() - sinceMs));
  }

  /** A connection opened; `tookMs`: from the request for it until then. */
  opened(tookMs: number): void {
    if (tookMs < SOONEST_REPEATED_MS) return;
    const afterS = repeatedAfterS(tookMs);
    if (afterS !== null) this.#counts.set(afterS, (this.#counts.get(afterS) ?? 0) + 1);
  }

  /** How many after how many seconds, the soonest first. */
  record(): readonly { readonly afterS: number; readonly connections: number }[] {
    return [...this.#counts].sort(([a], [b]) => a - b).map(([afterS, connections]) => ({ afterS, connections }));
  }
}
