import type { FailureReason } from './failure-kind.ts';
import type { Lane, LaneOwner, Phase, Transport } from './lane.ts';
import { timerMs } from './timer-range.ts';

/** Who hears how the request in a slot ended; exactly one call per `send`. */
export interface SlotOwner {
  /** The request in the slot goes out now, after a wait of the driver's own. */
  written?(slot: Slot): void;
  answered(slot: Slot, status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(slot: Slot, reason: FailureReason): void;
}

/** Room for one request under way: its lane, its place in the order and its time limit. */
export class Slot implements LaneOwner {
  /** Send order of the request. */
  index = 0;
  /** When latency starts to count, by the driver's clock. */
  dueMs = 0;
  /** When the request was handed to the lane, by the driver's clock. */
  sentMs = 0;
  /** When it really went out: `sentMs`, or later when the driver itself kept it (`LaneOwner.written`). */
  writtenMs = 0;
  isBusy = false;
  readonly #lane: Lane;
  readonly #timeoutMs: number;
  #owner: SlotOwner | null = null;
  /** Tells the requests of a slot apart. */
  #turn = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `timeoutMs`: longest wait for one complete answer. */
  constructor(transport: Transport, timeoutMs: number) {
    this.#lane = transport.openLane(this);
    this.#timeoutMs = timeoutMs;
  }

  get connection(): number {
    return this.#lane.connection;
  }

  /** `id` names the request to whoever sees a copy of it; null: it has no name. */
  send(owner: SlotOwner, index: number, dueMs: number, sentMs: number, id: string | null = null): void {
    this.#owner = owner;
    this.index = index;
    this.dueMs = dueMs;
    this.sentMs = sentMs;
    this.writtenMs = sentMs;
    this.isBusy = true;
    this.#turn++;
    // Started again rather than made anew: one timer object serves all requests of the slot.
    if (this.#timer === null) this.#timer = setTimeout(() => this.#timeIsUp(), timerMs(this.#timeoutMs));
    else this.#timer.refresh();
    this.#lane.send(id);
  }

  written(): void {
    if (this.isBusy) this.#owner?.written?.(this);
  }

  answered(status: number, headers: readonly Buffer[], body: Buffer): void {
    this.isBusy = false;
    this.#owner?.answered(this, status, headers, body);
  }

  failed(reason: FailureReason): void {
    this.isBusy = false;
    this.#owner?.failed(this, reason);
  }

  /** Ends the request under way, if any, as a failure of kind `interrupted`. */
  interrupt(): void {
    if (this.isBusy) this.#giveUp({ kind: 'interrupted', detail: 'stopped before the answer was complete', lasting: false });
  }

  /** Drops the request under way, if any, without a word, and closes the connection. */
  close(): void {
    this.isBusy = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lane.cancel();
  }

  #timeIsUp(): void {
    const turn = this.#turn;
    // Timers run before sockets are read: after a busy moment the answer may be waiting already, and it goes first.
    setImmediate(() => {
      if (!this.isBusy || this.#turn !== turn) return;
      this.#giveUp({ kind: 'timeout', detail: `${MISSING[this.#lane.phase]} within ${this.#timeoutMs} ms`, lasting: false });
    });
  }

  #giveUp(reason: FailureReason): void {
    this.#lane.cancel();
    this.failed(reason);
  }
}

const MISSING: Readonly<Record<Phase, string>> = {
  connecting: 'no connection',
  waiting: 'no answer',
  receiving: 'no complete answer',
};
