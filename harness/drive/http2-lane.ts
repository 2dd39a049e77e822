import type { FailureReason } from './failure-kind.ts';
import { failureOf } from './failure-kind.ts';
import type { Http2Berth } from './http2-berth.ts';
import type { Http2Connection, Rider } from './http2-connection.ts';
import { type ExchangeOwner, Http2Exchange } from './http2-exchange.ts';
import { CLOSED, failureOfStream } from './http2-failure.ts';
import { type Http2Request, headersWithId } from './http2-request.ts';
import type { Lane, LaneOwner, Phase } from './lane.ts';

/** How often a request that no server has looked at moves to a new connection before its failure counts. */
const MOST_MOVES = 3;
const NEVER_TAKEN: FailureReason = {
  kind: 'refused',
  detail: `the server ended ${MOST_MOVES + 1} connections with GOAWAY before it took the request`,
  lasting: false,
};

/** One request at a time, each on a stream of its own, over a connection that other lanes may use as well. */
export class Http2Lane implements Lane, Rider, ExchangeOwner {
  readonly #berth: Http2Berth;
  readonly #request: Http2Request;
  readonly #owner: LaneOwner;
  #connection: Http2Connection | null = null;
  #exchange: Http2Exchange | null = null;
  #isUnderWay = false;
  #heardBefore = 0;
  #moves = 0;
  #id: string | null = null;

  constructor(berth: Http2Berth, request: Http2Request, owner: LaneOwner) {
    this.#berth = berth;
    this.#request = request;
    this.#owner = owner;
  }

  get connection(): number {
    return this.#connection?.number ?? -1;
  }

  get phase(): Phase {
    return this.#exchange?.phase ?? this.#connection?.phase ?? 'connecting';
  }

  send(id: string | null = null): void {
    this.#id = id;
    this.#moves = 0;
    this.#isUnderWay = true;
    this.#board();
  }

  /**
   * Ends the stream under way, if any, and leaves the connection to the other lanes. One that has shown no sign of life since
   * the request was sent gets no more requests: the next ones would be lost on it too.
   */
  cancel(): void {
    const connection = this.#connection;
    if (this.#isUnderWay && connection !== null) {
      this.#exchange?.abandon();
      connection.leave(this);
      if (connection.heard === this.#heardBefore) this.#berth.giveUp(connection);
    }
    this.#isUnderWay = false;
    this.#exchange = null;
    this.#berth.leave(this);
  }

  ready(): void {
    const connection = this.#connection;
    if (connection === null || !this.#isUnderWay) return;
    // It may have been dismissed between its greeting and now.
    if (connection.isReady) this.#start(connection);
    else this.#move();
  }

  broken(reason: FailureReason): void {
    if (this.#isUnderWay) this.#failed(reason);
  }

  heard(): void {
    if (this.#connection !== null) this.#connection.heard++;
  }

  answered(status: number, headers: readonly Buffer[], body: Buffer): void {
    this.#over();
    this.#owner.answered(status, headers, body);
  }

  unreadable(reason: FailureReason): void {
    this.#failed(reason);
  }

  cut(streamId: number | undefined, code: number, error: unknown): void {
    const connection = this.#connection;
    if (connection === null) return;
    this.#exchange = null;
    if (connection.isUntouched(streamId, code)) this.#move();
    else this.#failed(connection.failure ?? this.#whyCut(connection, code, error));
  }

  #board(): void {
    const connection = this.#berth.take(this);
    this.#connection = connection;
    this.#heardBefore = connection.heard;
    connection.join(this);
    if (connection.isReady) this.#start(connection);
  }

  #start(connection: Http2Connection): void {
    // Not before: the greeting of a new connection is no sign that requests are answered.
    this.#heardBefore = connection.heard;
    try {
      const { body, newAnswer } = this.#request;
      const stream = connection.request(headersWithId(this.#request, this.#id), body);
      this.#exchange = new Http2Exchange(stream, newAnswer(), this);
    } catch (error) {
      // Nothing was sent, and nobody may hear of it before `send` returns.
      setImmediate(() => {
        if (this.#isUnderWay && this.#exchange === null && this.#connection === connection) this.#failed(failureOf(error));
      });
    }
  }

  /** The server has not looked at the request: nothing has failed yet. */
  #move(): void {
    this.#connection?.leave(this);
    if (this.#connection !== null) this.#berth.giveUp(this.#connection);
    this.#moves++;
    if (this.#moves > MOST_MOVES) this.#failed(NEVER_TAKEN);
    else this.#board();
  }

  #failed(reason: FailureReason): void {
    this.#over();
    this.#owner.failed(reason);
  }

  #over(): void {
    this.#isUnderWay = false;
    this.#exchange = null;
    this.#connection?.leave(this);
    // The next request gets a new connection.
    if (this.#request.fresh) this.#berth.leave(this);
  }

  #whyCut(connection: Http2Connection, code: number, error: unknown): FailureReason {
    const isOfStream = error === null || (error instanceof Error && 'code' in error && error.code === 'ERR_HTTP2_STREAM_ERROR');
    if (!isOfStream) return failureOf(error);
    return connection.isGone ? CLOSED : failureOfStream(code, this.#request.nameOfReset?.(code));
  }
}
