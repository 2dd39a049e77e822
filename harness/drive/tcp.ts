import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { AnswerBuffer } from './answer-buffer.ts';
import { failureOf } from './failure-kind.ts';
import type { ConnectionCount, Lane, LaneOwner, Phase, Transport } from './lane.ts';
import { ResettingSocket } from './resetting-socket.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const READ_BYTES = 4096;
const NO_HEADERS: readonly Buffer[] = [];
const CLOSED = { kind: 'closed', detail: 'the peer closed before it answered', lasting: false } as const;

/**
 * One connection per request: connect, send the payload, read the first line, reset. The answer is the line without its
 * line break (`\n` or `\r\n`), or what came before the peer's FIN, or the first `MAX_ANSWER_BYTES` bytes.
 */
export function tcpTransport(plan: Plan, lookup: LookupFunction): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  return {
    get opened() {
      return count.opened;
    },
    openLane: (owner) => new TcpLane(plan, lookup, count, owner),
  };
}

class TcpLane implements Lane {
  connection = 0;
  phase: Phase = 'connecting';
  readonly #plan: Plan;
  readonly #payload: Buffer;
  readonly #lookup: LookupFunction;
  readonly #count: ConnectionCount;
  readonly #owner: LaneOwner;
  readonly #line = new AnswerBuffer();
  readonly #readInto = Buffer.allocUnsafeSlow(READ_BYTES);
  #socket: ResettingSocket | null = null;

  constructor(plan: Plan, lookup: LookupFunction, count: ConnectionCount, owner: LaneOwner) {
    this.#plan = plan;
    this.#payload = Buffer.from(plan.probe.payload, 'utf8');
    this.#lookup = lookup;
    this.#count = count;
    this.#owner = owner;
  }

  send(): void {
    this.connection = this.#count.begun++;
    this.phase = 'connecting';
    this.#line.clear();
    const onData = (bytes: number, buffer: Uint8Array): boolean => this.#isCurrent(socket) && this.#read(buffer, bytes);
    // Reading into one buffer per lane saves the 64 KiB that Node would set aside for every connection.
    const socket = new ResettingSocket({ onread: { buffer: this.#readInto, callback: onData } });
    this.#socket = socket;
    socket.on('error', (error) => this.#isCurrent(socket) && this.#fail(error));
    socket.on('end', () => this.#isCurrent(socket) && this.#ended());
    socket.on('close', () => this.#isCurrent(socket) && this.#ended());
    socket.on('connect', () => this.#isCurrent(socket) && this.#connected());
    socket.setNoDelay(true);
    const { host, port } = this.#plan.connectTo ?? this.#plan.target;
    socket.connect({ host, port, lookup: this.#lookup });
    if (this.#payload.length > 0) socket.write(this.#payload);
  }

  cancel(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  #isCurrent(socket: ResettingSocket): boolean {
    return this.#socket === socket;
  }

  #connected(): void {
    this.#count.opened++;
    this.phase = 'waiting';
  }

  /** Takes one read; false ends the reading. */
  #read(buffer: Uint8Array, bytes: number): boolean {
    this.phase = 'receiving';
    const piece = Buffer.from(buffer.buffer, buffer.byteOffset, bytes);
    const end = piece.indexOf(NEWLINE);
    this.#line.add(end === -1 ? piece : piece.subarray(0, end));
    if (end === -1 && !this.#line.isFull) {
      this.#line.settle();
      return true;
    }
    this.#answer();
    return false;
  }

  #ended(): void {
    if (this.#line.length > 0) {
      this.#answer();
      return;
    }
    this.cancel();
    this.#owner.failed(CLOSED);
  }

  #answer(): void {
    this.cancel();
    const line = this.#line.bytes;
    this.#owner.answered(0, NO_HEADERS, line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line);
  }

  #fail(error: Error): void {
    this.cancel();
    this.#owner.failed(failureOf(error));
  }
}
