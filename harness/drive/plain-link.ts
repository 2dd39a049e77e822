import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { AnswerReader } from './answer-reader.ts';
import type { Connect } from './connector.ts';
import { type FailureReason, failureOf } from './failure-kind.ts';
import type { HeadCache } from './head-cache.ts';
import type { ConnectionCount, Phase } from './lane.ts';
import type { LinkOwner } from './link-owner.ts';
import { ReplaySocket } from './replay-socket.ts';
import type { RequestText } from './request-text.ts';
import type { ResettingSocket } from './resetting-socket.ts';
import type { SendQueue } from './send-queue.ts';

/** Who hears of a plain link. */
export interface PlainLinkOwner extends LinkOwner {
  /** The answer is not plain. undici has to go on with the connection, whose number stays; this link says nothing more. */
  notPlain(socket: ReplaySocket, connection: number): void;
}

/** What all plain links of one target share. */
export interface PlainLinkSetup {
  readonly connect: Connect;
  readonly request: RequestText;
  /** True: the connection is given up after one answer. */
  readonly fresh: boolean;
  readonly heads: HeadCache;
  readonly queue: SendQueue;
  readonly count: ConnectionCount;
}

const CLOSED = { kind: 'closed', detail: 'other side closed', lasting: false } as const;
const NEWLINE = 10;
const RETURN = 13;

/** One connection and the strict reader of its answers. */
export class PlainLink {
  readonly connection: number;
  phase: Phase = 'connecting';
  readonly #setup: PlainLinkSetup;
  readonly #owner: PlainLinkOwner;
  readonly #reader: AnswerReader;
  /** The TCP connection, also below TLS; null once it is given up. */
  #base: ResettingSocket | null;
  /** What is written to and read from; null while it is being opened. */
  #socket: Socket | null = null;
  #replay: ReplaySocket | null = null;
  #id: string | null = null;
  #underWay = false;
  #written = false;
  #idleSinceMs = 0;

  /** `readInto` is this link's alone while it lives. */
  constructor(setup: PlainLinkSetup, owner: PlainLinkOwner, readInto: Buffer) {
    this.#setup = setup;
    this.#owner = owner;
    this.#reader = new AnswerReader(setup.heads);
    this.connection = setup.count.begun++;
    this.#base = setup.connect(
      (error, socket) => {
        if (this.#base === null) return;
        if (error === null) this.#opened(socket);
        else this.#fail(failureOf(error), false);
      },
      { buffer: readInto, callback: (bytes) => this.#read(readInto, bytes) },
    );
  }

  /** False once the connection has ended, was given up, or has been idle for longer than the server lets it. */
  get isUsable(): boolean {
    if (this.#base === null) return false;
    const idleMs = this.#reader.head?.idleMs;
    return idleMs === undefined || performance.now() - this.#idleSinceMs < idleMs;
  }

  send(id: string | null): void {
    this.#id = id;
    this.#underWay = true;
    this.#written = false;
    this.phase = 'connecting';
    this.#reader.clear();
    if (this.#socket !== null) this.#setup.queue.add(this);
  }

  /** Gives up the connection and whatever is under way; the owner hears nothing more. */
  discard(): void {
    this.#underWay = false;
    const base = this.#base;
    this.#base = null;
    base?.destroy();
  }

  /** Called by the queue. */
  goOut(): void {
    if (!this.#underWay || this.#socket === null) return;
    this.#owner.written();
    this.#write(this.#socket);
  }

  #write(socket: Socket): void {
    this.#written = true;
    this.phase = 'waiting';
    socket.write(this.#setup.request.of(this.#id), 'latin1');
  }

  #opened(socket: Socket): void {
    this.#setup.count.opened++;
    this.#socket = socket;
    socket.on('error', (error) => (this.#replay === null ? this.#fail(failureOf(error), true) : this.#replay.destroy(error)));
    socket.on('end', () => (this.#replay === null ? this.#ended() : this.#replay.ended()));
    socket.on('close', () => (this.#replay === null ? this.#fail(CLOSED, true) : this.#replay.gone()));
    // Over TLS there is no reading into a buffer of one's own.
    if (socket !== this.#base) socket.on('data', (bytes: Buffer) => this.#read(bytes, bytes.length));
    if (this.#underWay) this.#write(socket);
  }

  /** Takes one read; false ends the reading. */
  #read(buffer: Buffer, bytes: number): boolean {
    if (this.#replay !== null) {
      this.#replay.feed(buffer.subarray(0, bytes));
      return true;
    }
    if (this.#base === null) return false;
    if (!this.#written) return this.#readUnasked(buffer, 0, bytes);
    this.phase = 'receiving';
    const progress = this.#reader.take(buffer, bytes);
    if (progress === 'more') return true;
    if (progress === 'unknown') this.#handOver(this.#reader.untaken(buffer, bytes));
    else this.#answered(buffer, bytes);
    return true;
  }

  #answered(buffer: Buffer, bytes: number): void {
    const { head, body, surplus } = this.#reader;
    if (head === null) return;
    this.#underWay = false;
    this.#written = false;
    if (surplus > 0) this.#readUnasked(buffer, bytes - surplus, bytes);
    if (head.idleMs === 0 || this.#setup.fresh) this.discard();
    else this.#idleSinceMs = performance.now();
    this.#owner.answered(head.status, head.headers, body.bytes);
  }

  /** Bytes that no request asked for: nothing on this connection can be believed any more, except that some end their answers in line breaks. */
  #readUnasked(buffer: Buffer, from: number, end: number): boolean {
    for (let at = from; at < end; at++) {
      if (buffer[at] === NEWLINE || buffer[at] === RETURN) continue;
      this.#fail(CLOSED, true);
      return false;
    }
    return true;
  }

  /** The peer's FIN is answered by one of ours: there is no port to save by a reset. */
  #ended(): void {
    this.#base?.destroy(new Error(CLOSED.detail));
    this.#fail(CLOSED, true);
  }

  #handOver(begun: Buffer): void {
    const [socket, base] = [this.#socket, this.#base];
    if (socket === null || base === null) return;
    this.#underWay = false;
    this.#replay = new ReplaySocket(socket, base, begun);
    this.#owner.notPlain(this.#replay, this.connection);
  }

  /** The connection is over, with or without a request. */
  #fail(reason: FailureReason, wasOpen: boolean): void {
    const wasUnderWay = this.#underWay;
    const wasIdle = wasOpen && !this.#written;
    this.discard();
    if (!wasUnderWay) return;
    if (wasIdle) this.#owner.lostIdle(reason);
    else this.#owner.failed(reason);
  }
}
