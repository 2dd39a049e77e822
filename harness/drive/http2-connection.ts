import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Connect } from './connector.ts';
import { type FailureReason, failureOf } from './failure-kind.ts';
import { CLOSED, failureBeforeSettings, failureOfAlpn, failureOfGoaway } from './http2-failure.ts';
import type { ConnectionCount, Phase } from './lane.ts';

const MIB = 2 ** 20;
/** What a server may send ahead on one stream; answers are read and dropped at once, so nothing piles up. */
const STREAM_WINDOW_BYTES = MIB;
const CONNECTION_WINDOW_BYTES = 16 * MIB;
/** Largest header section of an answer, in bytes, as told to the server; and most fields in one, as kept by Node. */
const MAX_HEADER_BYTES = 65_536;
const MAX_HEADER_FIELDS = 2_000;
/** What Node may keep for one connection before it refuses streams of its own accord, in MB; its 10 would be felt with many streams. */
const SESSION_MEMORY_MB = 1_000;

/** Uses a connection for one request. Hears once, never before `join` has returned, and only when it joined before it was ready. */
export interface Rider {
  ready(): void;
  /** It could not be opened, or the server does not speak HTTP/2. */
  broken(reason: FailureReason): void;
}

/** One TCP or TLS connection that speaks HTTP/2, from the attempt to open it until its end. */
export class Http2Connection {
  /** In the order in which connections were begun. */
  readonly number: number;
  /** Signs of life from the server. */
  heard = 0;
  phase: Phase = 'connecting';
  /** Why it broke, once it has. */
  failure: FailureReason | null = null;
  readonly #raw: ReturnType<Connect>;
  readonly #riders = new Set<Rider>();
  #session: ClientHttp2Session | null = null;
  #state: 'opening' | 'ready' | 'over' = 'opening';
  #isRetired = false;
  #isDismissed = false;
  /** The last stream that the server will answer, once it has said so. */
  #lastStreamId = Number.POSITIVE_INFINITY;

  constructor(connect: Connect, count: ConnectionCount) {
    this.number = count.begun++;
    this.#raw = connect((error, socket) => {
      if (this.#state !== 'opening') return;
      if (error !== null) {
        this.#break(failureBeforeSettings(error));
        return;
      }
      count.opened++;
      this.phase = 'waiting';
      this.#speak(socket);
    });
  }

  get isReady(): boolean {
    return this.#state === 'ready' && this.#session?.closed === false;
  }

  /** True while new requests may be given to it. */
  get isUsable(): boolean {
    return !this.#isRetired && (this.#state === 'opening' || this.isReady);
  }

  /** True once Node has dropped it, whatever the reason. */
  get isGone(): boolean {
    return this.#state === 'over' || this.#session?.destroyed === true;
  }

  /**
   * True when the server said that it has not looked at a stream that ended with `code`: it can be sent again without being two
   * requests. A server that has begun to say goodbye refuses what reaches it too late, as Envoy does before it names the last stream;
   * one that refuses without a goodbye has too much to do, and that is a failure to count.
   */
  isUntouched(streamId: number | undefined, code: number): boolean {
    if (streamId === undefined || streamId > this.#lastStreamId) return true;
    return code === constants.NGHTTP2_REFUSED_STREAM && this.#isDismissed;
  }

  join(rider: Rider): void {
    this.#riders.add(rider);
  }

  /** `rider` is done with it, or has given up. */
  leave(rider: Rider): void {
    this.#riders.delete(rider);
    this.#closeWhenLeft();
  }

  /** Opens a stream on a connection that is ready. Throws when Node will not have it. */
  request(headers: OutgoingHttpHeaders, body: Buffer | null): ClientHttp2Stream {
    if (this.#session === null) throw new Error('this connection is not ready');
    const stream = this.#session.request(headers, { endStream: body === null });
    if (body !== null) stream.end(body);
    return stream;
  }

  /** Takes no more requests, and closes once those under way have ended. */
  retire(): void {
    this.#isRetired = true;
    this.#closeWhenLeft();
  }

  /** Ends it with everything under way; nobody hears of it here. */
  close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#riders.clear();
    // First: this says goodbye with a reset, which keeps no port in TIME_WAIT.
    this.#raw.destroy();
    this.#session?.destroy();
  }

  #closeWhenLeft(): void {
    if (this.#isRetired && this.#riders.size === 0) this.close();
  }

  #speak(socket: Socket): void {
    if (socket instanceof TLSSocket && socket.alpnProtocol !== 'h2') {
      this.#break(failureOfAlpn(socket.alpnProtocol));
      return;
    }
    // Before the session hears of it, which would wait until a TLS layer that has failed says goodbye.
    socket.on('error', (error) => this.#break(this.#failureOf(error)));
    const session = connectHttp2('http://target', {
      createConnection: () => socket,
      maxHeaderListPairs: MAX_HEADER_FIELDS,
      maxSessionMemory: SESSION_MEMORY_MB,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW_BYTES, maxHeaderListSize: MAX_HEADER_BYTES },
    });
    this.#session = session;
    session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    session.on('remoteSettings', () => this.#greeted());
    session.on('goaway', (code: number, lastStreamId: number) => this.#dismissed(code, lastStreamId));
    session.on('error', (error) => this.#break(this.#failureOf(error)));
    session.on('close', () => this.#break(CLOSED));
  }

  /**
   * The server's SETTINGS: it speaks HTTP/2, and Node knows how many streams it takes at once. Requests that were sent before could
   * meet a limit that nobody had told.
   */
  #greeted(): void {
    this.heard++;
    if (this.heard > 1) return;
    // Not within this call: nghttp2 is still reading.
    setImmediate(() => {
      if (this.#state !== 'opening') return;
      this.#state = 'ready';
      for (const rider of [...this.#riders]) if (this.#riders.has(rider)) rider.ready();
    });
  }

  #dismissed(code: number, lastStreamId: number): void {
    this.heard++;
    this.#isDismissed = true;
    this.#lastStreamId = Math.min(this.#lastStreamId, lastStreamId);
    if (code !== constants.NGHTTP2_NO_ERROR) this.failure = failureOfGoaway(code);
  }

  #failureOf(error: unknown): FailureReason {
    return this.heard === 0 ? failureBeforeSettings(error) : failureOf(error);
  }

  #break(reason: FailureReason): void {
    if (this.#state === 'over') return;
    this.failure ??= reason;
    // Those with a stream hear of it from their stream.
    const waiting = this.#state === 'opening' ? [...this.#riders] : [];
    this.close();
    for (const rider of waiting) rider.broken(this.failure);
  }
}
