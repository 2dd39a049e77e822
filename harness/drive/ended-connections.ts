import { NO_CONNECTION } from './lane.ts';
import type { Slot } from './slot.ts';

/**
 * Tells which connections have ended. One has when its slot reports from another one, or when the batch ends. That is late for a connection
 * that broke while idle, but never too early, and no more are open than there are slots.
 */
export class EndedConnections {
  readonly #tell: (connection: number) => void;
  readonly #sharing: readonly Slot[];
  readonly #last = new Map<Slot, { connection: number }>();
  /** Where connections are shared: those that have been heard of and that have not ended. */
  readonly #open = new Set<number>();

  /** `tell` hears of each connection once. `sharing`: the slots that may share one, which has ended when the last of them has left it. */
  constructor(tell: (connection: number) => void, sharing: readonly Slot[]) {
    this.#tell = tell;
    this.#sharing = sharing;
  }

  /** `slot` has something to report. */
  follow(slot: Slot): void {
    const { connection } = slot;
    const place = this.#last.get(slot);
    if (connection === NO_CONNECTION || place?.connection === connection) return;
    // Changed in place: with a connection per request this is done for each of them.
    const last = place?.connection ?? NO_CONNECTION;
    if (place === undefined) this.#last.set(slot, { connection });
    else place.connection = connection;
    if (this.#sharing.length > 0) this.#leave(last, connection);
    else if (last !== NO_CONNECTION) this.#tell(last);
  }

  /** Nobody reports any more: all have ended. */
  end(): void {
    const isShared = this.#sharing.length > 0;
    const left = isShared ? [...this.#open] : [...this.#last.values()].map(({ connection }) => connection);
    for (const connection of left) this.#tell(connection);
    this.#last.clear();
    this.#open.clear();
  }

  #leave(last: number, next: number): void {
    this.#open.add(next);
    if (last === NO_CONNECTION || this.#sharing.some(({ connection }) => connection === last)) return;
    if (this.#open.delete(last)) this.#tell(last);
  }
}
