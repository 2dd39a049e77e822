import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { type Connect, connectorFor } from './connector.ts';
import type { FailureReason } from './failure-kind.ts';
import { HttpLink, type LinkOwner } from './http-link.ts';
import { type HttpRequest, httpRequest } from './http-request.ts';
import type { ConnectionCount, Lane, LaneOwner, Phase, Transport } from './lane.ts';

/**
 * HTTP/1.1 over keep-alive connections, one per lane, or over a new connection per request when the plan asks for that.
 * Redirects are answers like any other. Throws when the plan's TLS material cannot be used.
 */
export function httpTransport(plan: Plan, lookup: LookupFunction): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  const connect = connectorFor(plan, lookup);
  const request = httpRequest(plan);
  return {
    get opened() {
      return count.opened;
    },
    openLane: (owner) => new HttpLane(connect, request, count, owner),
  };
}

/** How often an unsent request moves to a new connection before its failure counts. */
const MOST_MOVES = 3;

class HttpLane implements Lane, LinkOwner {
  readonly #connect: Connect;
  readonly #request: HttpRequest;
  readonly #count: ConnectionCount;
  readonly #owner: LaneOwner;
  #link: HttpLink | null = null;
  #connection = 0;
  #moves = 0;
  #id: string | null = null;

  constructor(connect: Connect, request: HttpRequest, count: ConnectionCount, owner: LaneOwner) {
    this.#connect = connect;
    this.#request = request;
    this.#count = count;
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
    this.#dispatch();
  }

  cancel(): void {
    const link = this.#link;
    if (link === null) return;
    this.#connection = link.connection;
    this.#link = null;
    link.discard();
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

  #dispatch(): void {
    this.#link ??= new HttpLink(this.#connect, this.#request, this.#count, this);
    this.#link.send(this.#id);
  }
}
