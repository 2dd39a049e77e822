import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { AnswerBuffer } from './answer-buffer.ts';
import { KEEP_ALIVE_MARGIN_MS } from './answer-framing.ts';
import type { Connect, Connected } from './connector.ts';
import { failureOf } from './failure-kind.ts';
import { type HttpRequest, withId } from './http-request.ts';
import type { ConnectionCount, Phase } from './lane.ts';
import type { LinkOwner } from './link-owner.ts';
import type { ReplaySocket } from './replay-socket.ts';

/** Largest header section of an answer, in bytes; more is a protocol failure. */
const MAX_HEADER_BYTES = 65_536;
const NO_HEADERS: readonly Buffer[] = [];

/** One undici client, the connection under it and the handler that all its requests share. */
export class HttpLink implements Dispatcher.DispatchHandler {
  connection: number;
  phase: Phase = 'connecting';
  readonly #connect: Connect;
  readonly #request: HttpRequest;
  readonly #count: ConnectionCount;
  readonly #owner: LinkOwner;
  readonly #client: Client;
  readonly #body = new AnswerBuffer();
  /** A connection in the middle of an answer, to go on with. */
  readonly #begun: ReplaySocket | null;
  #socket: Socket | null = null;
  #status = 0;
  #headers: readonly Buffer[] = NO_HEADERS;
  #underWay = false;
  #isReused = false;
  #written = false;
  #connectFailed = false;

  /** `begun`: the connection on which the first request was sent already. */
  constructor(
    connect: Connect,
    request: HttpRequest,
    count: ConnectionCount,
    owner: LinkOwner,
    begun: { readonly socket: ReplaySocket; readonly connection: number } | null = null,
  ) {
    this.#connect = connect;
    this.#request = request;
    this.#count = count;
    this.#owner = owner;
    // At once: a request that fails before undici opens anything must not carry the number of another link's connection.
    this.connection = begun?.connection ?? count.begun++;
    this.#begun = begun?.socket ?? null;
    // The name is never looked up: this link opens its own connections and always sends a Host header.
    this.#client = new Client(request.isHttps ? 'https://target' : 'http://target', {
      connect: (_options, connected) => this.#open(connected),
      allowH2: false,
      pipelining: 1,
      maxHeaderSize: MAX_HEADER_BYTES,
      // One limit for the whole answer is kept by the slot; undici's start again with every byte that drips in.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
    });
  }

  /** undici opens a new connection by itself when this one has ended. */
  readonly isUsable = true;

  send(id: string | null = null): void {
    this.#underWay = true;
    this.#written = false;
    this.#connectFailed = false;
    this.phase = 'connecting';
    this.#body.clear();
    this.#isReused = this.#socket !== null;
    if (this.#isReused) this.#begun?.live();
    this.#client.dispatch(withId(this.#request.options, id), this);
  }

  /** Gives up the connection and whatever is under way; the owner hears nothing more. */
  discard(): void {
    this.#underWay = false;
    this.#socket?.destroy();
    // A later turn: undici may be in the middle of reporting an error of this very client.
    setImmediate(() => this.#client.destroy(null, ignore));
  }

  onRequestStart(): void {
    this.#written = true;
    this.phase = 'waiting';
    if (this.#isReused) this.#owner.written();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.phase = 'receiving';
    this.#status = status;
    this.#headers = controller.rawHeaders as Buffer[];
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#body.add(piece);
  }

  onResponseEnd(): void {
    queueMicrotask(this.#answered);
  }

  /**
   * Not within `onResponseEnd`: undici calls that in the middle of its parser, which all connections share, and whoever
   * hears of an answer sends the next request, on this or another connection, which may run the parser again.
   */
  readonly #answered = (): void => {
    if (!this.#underWay) return;
    this.#underWay = false;
    this.#owner.answered(this.#status, this.#headers, this.#body.bytes);
  };

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // undici reports a request that it refuses to send within `dispatch`; nobody may hear of it before `send` returns.
    setImmediate(() => this.#failed(error));
  }

  #failed(error: Error): void {
    if (!this.#underWay) return;
    this.#underWay = false;
    const reason = failureOf(error);
    const wasIdle = !this.#written && !this.#connectFailed && (reason.kind === 'reset' || reason.kind === 'closed');
    if (wasIdle) this.#owner.lostIdle(reason);
    else this.#owner.failed(reason);
  }

  #open(connected: Connected): void {
    if (this.#socket === null && this.#begun !== null) {
      const socket = this.#begun;
      this.#socket = socket;
      // A later turn: undici has not finished asking.
      queueMicrotask(() => connected(null, socket));
      return;
    }
    this.#isReused = false;
    if (this.#socket !== null) this.connection = this.#count.begun++;
    this.#socket = this.#connect((...outcome) => {
      this.#connectFailed = outcome[0] !== null;
      if (outcome[0] === null) this.#count.opened++;
      connected(...outcome);
    });
  }
}

function ignore(): void {}
