import { isIP, type LookupFunction, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Plan } from '../model/plan.ts';
import { AnswerBuffer } from './answer-buffer.ts';
import { failureOf } from './failure-kind.ts';
import { type ConnectionCount, type Lane, type LaneOwner, NO_CONNECTION, type Phase, type Transport } from './lane.ts';
import { RepeatedConnects } from './repeated-connects.ts';
import { letGo } from './resetting-socket.ts';
import { type Queued, SendQueue } from './send-queue.ts';
import { SocketSupply } from './socket-supply.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const READ_BYTES = 4096;
/** What fits into one TCP segment on any way (RFC 9293, section 3.7.1: 536 bytes unless the peer allows more). */
const SEGMENT_BYTES = 536;
const NO_HEADERS: readonly Buffer[] = [];
const CLOSED = { kind: 'closed', detail: 'the peer closed before it answered', lasting: false } as const;
const RESET = { kind: 'reset', detail: 'read ECONNRESET', lasting: false } as const;

/**
 * One connection per request: connect, send the payload, read the first line, reset. The answer is the line without its
 * line break (`\n` or `\r\n`), or what came before the peer's FIN, or the first `MAX_ANSWER_BYTES` bytes. `repeated` hears
 * how long each connection took to open.
 */
export function tcpTransport(plan: Plan, lookup: LookupFunction, repeated = new RepeatedConnects()): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  const setup: TcpSetup = { plan, lookup, queue: new SendQueue(1), count, repeated };
  return {
    get opened() {
      return count.opened;
    },
    openLane: (owner) => new TcpLane(setup, owner),
  };
}

/** What the lanes of one target share. */
interface TcpSetup {
  readonly plan: Plan;
  readonly lookup: LookupFunction;
  readonly queue: SendQueue;
  readonly count: ConnectionCount;
  readonly repeated: RepeatedConnects;
}

class TcpLane implements Lane, Queued {
  connection = NO_CONNECTION;
  phase: Phase = 'connecting';
  readonly #setup: TcpSetup;
  readonly #payload: Buffer;
  readonly #owner: LaneOwner;
  readonly #line = new AnswerBuffer();
  readonly #isName: boolean;
  readonly #readInto = Buffer.allocUnsafeSlow(READ_BYTES);
  readonly #sockets = new SocketSupply(() => this.#makeSocket());
  #socket: Socket | null = null;
  #attemptMs = 0;

  constructor(setup: TcpSetup, owner: LaneOwner) {
    const { plan } = setup;
    this.#setup = setup;
    this.#payload = Buffer.from(plan.probe.payload, 'utf8');
    this.#owner = owner;
    this.#isName = isIP((plan.connectTo ?? plan.target).host) === 0;
  }

  send(): void {
    const { queue, count } = this.#setup;
    this.connection = count.begun++;
    this.phase = 'connecting';
    this.#line.clear();
    queue.add(this);
  }

  /** Called by the queue. */
  goOut(): void {
    this.#owner.written?.();
    const { plan, lookup } = this.#setup;
    const socket = this.#sockets.take();
    this.#socket = socket;
    const { host, port } = plan.connectTo ?? plan.target;
    this.#attempted();
    socket.connect({ host, port, lookup });
  }

  cancel(): void {
    this.#setup.queue.drop(this);
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) letGo(socket);
  }

  /** Its listeners stay with a socket for all its connections. One that was given up is not heeded. */
  #makeSocket(): Socket {
    // Reading into one buffer per lane saves the 64 KiB that Node would set aside for every connection.
    const socket = new Socket({ onread: { buffer: this.#readInto, callback: this.#read } });
    if (this.#isName) socket.on('connectionAttempt', () => this.#socket === socket && this.#attempted());
    socket.on('connect', () => this.#socket === socket && this.#connected(socket));
    socket.on('error', (error) => this.#socket === socket && this.#fail(error));
    socket.on('end', () => this.#socket === socket && this.#ended(socket));
    // A payload of one segment is never held back.
    if (this.#payload.length > SEGMENT_BYTES) socket.setNoDelay(true);
    return socket;
  }

  #attempted(): void {
    this.#attemptMs = performance.now();
  }

  #connected(socket: Socket): void {
    this.#setup.count.opened++;
    this.#setup.repeated.opened(performance.now() - this.#attemptMs);
    this.phase = 'waiting';
    // Not before: Node would keep it behind two more listeners until now.
    if (this.#payload.length > 0) socket.write(this.#payload);
  }

  /** Takes one read; false ends the reading. A socket that was given up reads no more. */
  readonly #read = (bytes: number): boolean => {
    if (this.#socket === null) return false;
    this.phase = 'receiving';
    // What lies behind `bytes` is left over from earlier reads.
    const newline = this.#readInto.indexOf(NEWLINE);
    const isWhole = newline !== -1 && newline < bytes;
    this.#line.add(this.#readInto.subarray(0, isWhole ? newline : bytes));
    if (!isWhole && !this.#line.isFull) {
      this.#line.settle();
      return true;
    }
    this.#answer();
    return false;
  };

  #ended(socket: Socket): void {
    // Node 22 takes a reset that came with the last bytes for an end; but what was reset has no peer any more.
    const wasReset = socket.remoteAddress === undefined;
    if (this.#line.length > 0 && !wasReset) {
      this.#answer();
      return;
    }
    this.cancel();
    this.#owner.failed(wasReset ? RESET : CLOSED);
  }

  #answer(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) this.#sockets.giveBack(socket);
    const line = this.#line.bytes;
    this.#owner.answered(0, NO_HEADERS, line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line);
  }

  #fail(error: Error): void {
    this.cancel();
    this.#owner.failed(failureOf(error));
  }
}
