import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { AnswerBuffer } from './answer-buffer.ts';
import { failureOf } from './failure-kind.ts';
import { type ConnectionCount, type Lane, type LaneOwner, NO_CONNECTION, type Phase, type Transport } from './lane.ts';
import { RepeatedConnects } from './repeated-connects.ts';
import { ResettingSocket } from './resetting-socket.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const READ_BYTES = 4096;
const NO_HEADERS: readonly Buffer[] = [];
const CLOSED = { kind: 'closed', detail: 'the peer closed before it answered', lasting: false } as const;

/**
 * One connection per request: connect, send the payload, read the first line, reset. The answer is the line without its
 * line break (`\n` or `\r\n`), or what came before the peer's FIN, or the first `MAX_ANSWER_BYTES` bytes. `repeated` hears
 * how long each connection took to open.
 */
export function tcpTransport(plan: Plan, lookup: LookupFunction, repeated = new RepeatedConnects()): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  return {
    get opened() {
      return count.opened;
    },
    openLane: (owner) => new TcpLane({ plan, lookup, count, repeated }, owner),
  };
}

/** What the lanes of one target share. */
interface TcpSetup {
  readonly plan: Plan;
  readonly lookup: LookupFunction;
  readonly count: ConnectionCount;
  readonly repeated: RepeatedConnects;
}

class TcpLane implements Lane {
  connection = NO_CONNECTION;
  phase: Phase = 'connecting';
  readonly #setup: TcpSetup;
  readonly #payload: Buffer;
  readonly #owner: LaneOwner;
  readonly #line = new AnswerBuffer();
  readonly #readInto = Buffer.allocUnsafeSlow(READ_BYTES);
  #socket: ResettingSocket | null = null;

  constructor(setup: TcpSetup, owner: LaneOwner) {
    this.#setup = setup;
    this.#payload = Buffer.from(setup.plan.probe.payload, 'utf8');
    this.#owner = owner;
  }

  send(): void {
    const { plan, lookup, count, repeated } = this.#setup;
    this.connection = count.begun++;
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
    repeated.watch(socket);
    socket.setNoDelay(true);
    const { host, port } = plan.connectTo ?? plan.target;
    socket.connect({ host, port, lookup });
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
    this.#setup.count.opened++;
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
