import { Client, type Dispatcher } from 'undici';
import { AnswerBuffer } from './answer-buffer.ts';
import type { Connect, Connected } from './connector.ts';
import { type FailureReason, failureOf } from './failure-kind.ts';
import { type HttpRequest, withId } from './http-request.ts';
import type { ConnectionCount, Phase } from './lane.ts';

/** Largest header section of an answer, in bytes; more is a protocol failure. */
const MAX_HEADER_BYTES = 65_536;
/**
 * How long before the moment that a server names in `Keep-Alive: timeout=` an idle connection is given up. With the 2 s of
 * undici, a server that names 2 s would get a new connection for every request.
 */
const KEEP_ALIVE_MARGIN_MS = 500;
const NO_HEADERS: readonly Buffer[] = [];

/** Who hears how a request ended; exactly one of these per `send`. */
export interface LinkOwner {
  answered(status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(reason: FailureReason): void;
  /** The connection broke while it was idle: the request was never written. */
  lostIdle(reason: FailureReason): void;
}

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
  #socket: ReturnType<Connect> | null = null;
  #status = 0;
  #headers: readonly Buffer[] = NO_HEADERS;
  #underWay = false;
  #written = false;
  #connectFailed = false;

  constructor(connect: Connect, request: HttpRequest, count: ConnectionCount, owner: LinkOwner) {
    this.#connect = connect;
    this.#request = request;
    this.#count = count;
    this.#owner = owner;
    // At once: a request that fails before undici opens anything must not carry the number of another link's connection.
    this.connection = count.begun++;
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

  send(id: string | null = null): void {
    this.#underWay = true;
    this.#written = false;
    this.#connectFailed = false;
    this.phase = 'connecting';
    this.#body.clear();
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
    if (this.#socket !== null) this.connection = this.#count.begun++;
    this.#socket = this.#connect((...outcome) => {
      this.#connectFailed = outcome[0] !== null;
      if (outcome[0] === null) this.#count.opened++;
      connected(...outcome);
    });
  }
}

function ignore(): void {}
