import type { DriveEnd } from '../model/observation.ts';
import type { DriveControl } from './control.ts';
import type { FailureReason } from './failure-kind.ts';
import type { PaceMeter } from './pace-meter.ts';
import type { Reporter } from './reporter.ts';
import { dueMs, nextStep, type Pace, waitMs } from './schedule.ts';
import type { Slot, SlotOwner } from './slot.ts';
import { afterAnswer, afterFailure, isHopeless, NO_STREAK, type Patience } from './streak.ts';
import { timerMs } from './timer-range.ts';

/** Why no more requests were sent. */
export type BatchEnd = Exclude<DriveEnd['reason'], 'never-ready'>;

/** What a batch of requests is sent with. */
export interface BatchSetup {
  readonly slots: readonly Slot[];
  readonly pace: Pace;
  readonly patience: Patience;
  /** Longest wait for requests under way once the batch was stopped, in milliseconds. */
  readonly graceMs: number;
  readonly reporter: Reporter;
  /** Watches how well an open loop keeps its pace; absent: nobody asks. */
  readonly meter?: PaceMeter | null;
  /** What the ids of the requests begin with (`Plan.requestIds`); null or absent: they have none. */
  readonly requestIds?: string | null;
  readonly control: Pick<DriveControl, 'nowMs' | 'signal' | 'stopSending' | 'mustPause' | 'mayGiveUp'>;
}

/**
 * Sends one batch at its pace and waits until every request sent has an outcome. Ends early when the caller stops it or
 * when the target is hopeless. Rejects when the sink throws; what was under way is then dropped.
 */
export function runBatch(setup: BatchSetup): Promise<BatchEnd> {
  return new Promise((resolve, reject) => new Batch(setup, resolve, reject).start());
}

class Batch implements SlotOwner {
  readonly #setup: BatchSetup;
  readonly #resolve: (end: BatchEnd) => void;
  readonly #reject: (fault: unknown) => void;
  readonly #onAbort = (): void => this.#stop('stopped');
  readonly #onStopSending = (): void => this.#stopSending();
  /** Longest idle first, so that a slow pace still uses every connection. */
  readonly #idle: Slot[];
  #startMs = 0;
  #sent = 0;
  #streak = NO_STREAK;
  #ending: BatchEnd | null = null;
  #isOver = false;
  #wake: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;

  constructor(setup: BatchSetup, resolve: (end: BatchEnd) => void, reject: (fault: unknown) => void) {
    this.#setup = setup;
    this.#idle = [...setup.slots];
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { signal, stopSending, nowMs } = this.#setup.control;
    this.#startMs = nowMs();
    signal.addEventListener('abort', this.#onAbort);
    stopSending?.addEventListener('abort', this.#onStopSending);
    if (stopSending?.aborted === true) this.#stopSending();
    if (signal.aborted) this.#stop('stopped');
    this.#advance();
  }

  /** In the closed loop latency counts from the moment of sending. In the open loop it counts from the intended one, come what may. */
  written(slot: Slot): void {
    const { pace, control } = this.#setup;
    slot.writtenMs = control.nowMs();
    if (pace.ratePerSecond === null) slot.dueMs = slot.writtenMs;
  }

  answered(slot: Slot, status: number, headers: readonly Buffer[], body: Buffer): void {
    const nowMs = this.#setup.control.nowMs();
    this.#streak = afterAnswer(nowMs);
    this.#tell(() => this.#setup.reporter.answered(slot, nowMs, status, headers, body));
    this.#release(slot);
  }

  failed(slot: Slot, reason: FailureReason): void {
    const nowMs = this.#setup.control.nowMs();
    this.#streak = afterFailure(this.#streak, slot.sentMs);
    this.#tell(() => this.#setup.reporter.failed(slot, nowMs, reason));
    // Not once the caller has all it wanted, or the batch was stopped: then nobody goes on, so nobody can give up.
    const goesOn = this.#ending !== 'decided' && this.#grace === undefined;
    if (goesOn && this.#isHopeless(nowMs)) this.#stop('gave-up');
    // The next turn of the event loop: failures that need no network (no free port) would otherwise starve timers and signals.
    setImmediate(() => this.#release(slot));
  }

  #isHopeless(nowMs: number): boolean {
    const { patience, control } = this.#setup;
    return isHopeless(this.#streak, patience, nowMs) && control.mayGiveUp?.() !== false;
  }

  #release(slot: Slot): void {
    this.#idle.push(slot);
    this.#advance();
  }

  #advance(): void {
    if (this.#isOver) return;
    clearTimeout(this.#wake);
    while (this.#ending === null) {
      const elapsedMs = this.#setup.control.nowMs() - this.#startMs;
      const step = nextStep(this.#setup.pace, this.#sent, elapsedMs, this.#maySend());
      if (step === 'full') {
        this.#setup.meter?.full();
        return;
      }
      if (step === 'wait') {
        this.#wake = setTimeout(() => this.#advance(), timerMs(waitMs(this.#setup.pace, this.#sent, elapsedMs)));
        return;
      }
      if (step === 'send') this.#send(elapsedMs);
      else this.#end(step);
    }
    if (this.#idle.length === this.#setup.slots.length) this.#finish();
  }

  #maySend(): boolean {
    const isAnyUnderWay = this.#idle.length < this.#setup.slots.length;
    return this.#idle.length > 0 && !(isAnyUnderWay && this.#setup.control.mustPause?.() === true);
  }

  #send(elapsedMs: number): void {
    const slot = this.#idle.shift();
    if (slot === undefined) return;
    const { pace, reporter, meter, requestIds = null } = this.#setup;
    const index = this.#sent++;
    const intendedMs = pace.ratePerSecond === null ? elapsedMs : dueMs(pace, index);
    const id = requestIds === null ? null : `${requestIds}-${index}`;
    reporter.sent();
    meter?.sent(elapsedMs);
    slot.send(this, index, this.#startMs + intendedMs, this.#startMs + elapsedMs, id);
  }

  /** Sends no more, and after the grace period ends what is still under way. */
  #stop(reason: 'stopped' | 'gave-up'): void {
    if (this.#isOver || this.#grace !== undefined) return;
    this.#end(reason);
    this.#grace = setTimeout(() => {
      for (const slot of this.#setup.slots) slot.interrupt();
    }, timerMs(this.#setup.graceMs));
    // Not at once: the caller may be in the middle of handing over an outcome.
    setImmediate(() => this.#advance());
  }

  /** Sends no more and waits for what is under way. */
  #stopSending(): void {
    if (this.#isOver || this.#ending !== null) return;
    this.#end('decided');
    // Not at once, as in `#stop`.
    setImmediate(() => this.#advance());
  }

  /** The sink belongs to somebody else: what it throws is a fault of the program, never a failed request. */
  #tell(report: () => void): void {
    if (this.#isOver) return;
    try {
      report();
    } catch (fault) {
      this.#close();
      for (const slot of this.#setup.slots) slot.close();
      this.#reject(fault);
    }
  }

  #end(reason: BatchEnd): void {
    // What stops a batch that waits for its last answers does not end its sending: that is over.
    if (this.#ending === null) this.#setup.meter?.ended(reason, this.#setup.control.nowMs() - this.#startMs);
    this.#ending = reason;
  }

  #finish(): void {
    this.#tell(() => this.#setup.reporter.ended());
    if (this.#isOver) return;
    this.#close();
    this.#resolve(this.#ending ?? 'done');
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#wake);
    clearTimeout(this.#grace);
    const { signal, stopSending } = this.#setup.control;
    signal.removeEventListener('abort', this.#onAbort);
    stopSending?.removeEventListener('abort', this.#onStopSending);
  }
}
