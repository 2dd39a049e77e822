import type { FailureReason } from './failure-kind.ts';
import { type Lack, lackDetail } from './lack.ts';
import type { Lane, LaneOwner, Phase, Transport } from './lane.ts';
import type { Openings } from './openings.ts';
import { TimeLimit } from './time-limit.ts';
import type { Waiter, WaitingLine } from './waiting-line.ts';

/** Who hears how the request in a slot ended; exactly one call per `send`. */
export interface SlotOwner {
  /** The request in the slot goes out now, after a wait of the driver's own. */
  written?(slot: Slot): void;
  answered(slot: Slot, status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(slot: Slot, reason: FailureReason): void;
}

/** Room for one request under way: its lane, its place in the order and its time limit. */
export class Slot implements LaneOwner, Waiter {
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
  readonly #limit: TimeLimit;
  readonly #openings: Openings | null;
  readonly #line: WaitingLine | null;
  #owner: SlotOwner | null = null;
  #id: string | null = null;

  /**
   * `timeoutMs`: longest wait for one complete answer. With `openings` a request waits in its line, for as long at most before it goes
   * out, for what this machine lacks; without them it fails at once.
   */
  constructor(transport: Transport, timeoutMs: number, openings: Openings | null = null) {
    this.#lane = transport.openLane(this);
    this.#timeoutMs = timeoutMs;
    this.#limit = new TimeLimit(timeoutMs, () => this.#timeIsUp());
    this.#openings = openings;
    this.#line = openings?.line ?? null;
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
    this.#limit.start();
    this.#id = id;
    if (this.#line === null || this.#line.lack === null) this.#lane.send(id);
    else this.#queue(this.#line);
  }

  /** Its turn has come: the request goes out, and what it waited until now is our own affair. */
  goAhead(): void {
    this.#limit.start();
    this.written();
    this.#lane.send(this.#id);
  }

  written(): void {
    if (this.isBusy) this.#owner?.written?.(this);
  }

  answered(status: number, headers: readonly Buffer[], body: Buffer): void {
    this.isBusy = false;
    this.#limit.stop();
    this.#passOn();
    this.#owner?.answered(this, status, headers, body);
  }

  failed(reason: FailureReason): void {
    const { lack } = reason;
    if (lack === undefined || this.#line === null) {
      this.#end(reason);
      return;
    }
    if (this.#line.waitedMs(this) < this.#timeoutMs) this.#line.keep(this, lack);
    else this.#giveUp(localFailure(lack, this.#timeoutMs));
  }

  /** Ends the request under way, if any, as a failure of kind `interrupted`. */
  interrupt(): void {
    if (this.isBusy) this.#giveUp({ kind: 'interrupted', detail: 'stopped before the answer was complete', lasting: false });
  }

  /** Drops the request under way, if any, without a word, and closes the connection. */
  close(): void {
    this.isBusy = false;
    this.#limit.close();
    this.#line?.drop(this);
    this.#lane.cancel();
  }

  /** Waits untried, because others were here before. Nobody holds a connection meanwhile: it may be the one that the first in line waits for. */
  #queue(line: WaitingLine): void {
    this.#lane.cancel();
    line.join(this);
  }

  /** Whoever is served gives its connection to the line, if there is one. */
  #passOn(): void {
    if (this.#line === null) return;
    if (this.#line.lack !== null) this.#lane.cancel();
    this.#line.passed(this);
  }

  #timeIsUp(): void {
    const lack = this.#line?.drop(this) ?? null;
    if (lack === null) this.#giveUp(this.#timedOut(this.#lane.phase));
    else this.#giveUp(localFailure(lack, this.#timeoutMs));
  }

  #timedOut(phase: Phase): FailureReason {
    if (phase === 'connecting' && this.#openings !== null) this.#openings.unopened++;
    return { kind: 'timeout', detail: `${MISSING[phase]} within ${this.#timeoutMs} ms`, lasting: false };
  }

  #giveUp(reason: FailureReason): void {
    this.#line?.drop(this);
    this.#lane.cancel();
    this.#end(reason);
  }

  #end(reason: FailureReason): void {
    this.isBusy = false;
    this.#limit.stop();
    // What never left has nothing to pass on.
    if (reason.kind !== 'local') this.#passOn();
    this.#owner?.failed(this, reason);
  }
}

function localFailure(lack: Lack, waitedMs: number): FailureReason {
  return { kind: 'local', detail: lackDetail(lack, waitedMs), lasting: false };
}

const MISSING: Readonly<Record<Phase, string>> = {
  connecting: 'no connection',
  waiting: 'no answer',
  receiving: 'no complete answer',
};
