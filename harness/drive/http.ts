import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { type Connect, connectorFor } from './connector.ts';
import type { FailureReason } from './failure-kind.ts';
import { HeadCache } from './head-cache.ts';
import { HttpLink } from './http-link.ts';
import { type HttpRequest, httpRequest } from './http-request.ts';
import { type ConnectionCount, type Lane, type LaneOwner, NO_CONNECTION, type Phase, type Transport } from './lane.ts';
import { PlainLink, type PlainLinkOwner, type PlainLinkSetup } from './plain-link.ts';
import { RepeatedConnects } from './repeated-connects.ts';
import type { ReplaySocket } from './replay-socket.ts';
import { requestText } from './request-text.ts';
import { type Queued, SendQueue } from './send-queue.ts';

/**
 * How many turns a request waits that goes out on a connection used before. By then a server that ended the connection right after its
 * answer, or before, has been heard: the request moves to a new one instead of being lost.
 */
const TURNS_BETWEEN = 2;

/**
 * HTTP/1.1 over keep-alive connections, one per lane, or over a new connection per request when the plan asks for that. Plain answers are
 * read here; at the first one that is not plain, undici takes over the connection, request and answer, and keeps it for as long as it
 * lasts. Redirects are answers like any other. Throws when the plan's TLS material cannot be used.
 */
export function httpTransport(plan: Plan, lookup: LookupFunction, repeated = new RepeatedConnects()): Transport {
  return httpTransportOver(connectorFor(plan, lookup, 'http/1.1', repeated), plan);
}

/** The same over connections that are opened in some other way. */
export function httpTransportOver(connect: Connect, plan: Plan): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  const request = httpRequest(plan);
  const plain: PlainLinkSetup = {
    connect,
    request: requestText(request),
    fresh: request.fresh,
    heads: new HeadCache(plan.probe.method === 'HEAD'),
    queue: new SendQueue(TURNS_BETWEEN),
    count,
  };
  const setup: HttpSetup = { plain, request, openings: new SendQueue(1) };
  return {
    get opened() {
      return count.opened;
    },
    openLane: (owner) => new HttpLane(setup, owner),
  };
}

/** How often an unsent request moves to a new connection before its failure counts. */
const MOST_MOVES = 3;
/** Room for one read; what answers in plain words fits in. */
const READ_BYTES = 16_384;

/** What the lanes of one target share. */
interface HttpSetup {
  readonly plain: PlainLinkSetup;
  readonly request: HttpRequest;
  /** Where a connection per request waits to be opened. */
  readonly openings: SendQueue;
}

class HttpLane implements Lane, PlainLinkOwner, Queued {
  readonly #setup: HttpSetup;
  readonly #owner: LaneOwner;
  readonly #readInto = Buffer.allocUnsafeSlow(READ_BYTES);
  #link: PlainLink | HttpLink | null = null;
  #connection = NO_CONNECTION;
  #moves = 0;
  #id: string | null = null;

  constructor(setup: HttpSetup, owner: LaneOwner) {
    this.#setup = setup;
    this.#owner = owner;
  }

  get connection(): number {
    return this.#link?.connection ?? this.#connection;
  }

  get phase(): Phase {
    return this.#link?.phase ?? 'connecting';
  }

  send(id: string | null = null): void {
    this.#id = id;
    this.#moves = 0;
    const { plain, openings } = this.#setup;
    if (plain.fresh) openings.add(this);
    else this.#dispatch();
  }

  /** Called by the queue. */
  goOut(): void {
    this.written();
    this.#dispatch();
  }

  cancel(): void {
    this.#setup.openings.drop(this);
    const link = this.#link;
    if (link === null) return;
    this.#connection = link.connection;
    this.#link = null;
    link.discard();
  }

  written(): void {
    this.#owner.written?.();
  }

  answered(status: number, headers: readonly Buffer[], body: Buffer): void {
    this.#owner.answered(status, headers, body);
  }

  failed(reason: FailureReason): void {
    // A link that failed once is not trusted again: a new one starts from a known state.
    this.cancel();
    this.#owner.failed(reason);
  }

  /** The server ended an idle connection before the request was written to it: nothing was sent, so nothing has failed. */
  lostIdle(reason: FailureReason): void {
    this.cancel();
    this.#moves++;
    if (this.#moves > MOST_MOVES) this.#owner.failed(reason);
    else this.#dispatch();
  }

  notPlain(socket: ReplaySocket, connection: number): void {
    const { plain, request } = this.#setup;
    const { connect, count } = plain;
    this.#link = new HttpLink(connect, request, count, this, { socket, connection });
    this.#link.send(this.#id);
  }

  #dispatch(): void {
    if (this.#link?.isUsable === false) this.cancel();
    this.#link ??= new PlainLink(this.#setup.plain, this, this.#readInto);
    this.#link.send(this.#id);
  }
}
