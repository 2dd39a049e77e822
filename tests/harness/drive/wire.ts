import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connect, ReadInto } from '../../../harness/drive/connector.ts';
import { httpTransportOver } from '../../../harness/drive/http.ts';
import { HttpLink } from '../../../harness/drive/http-link.ts';
import { httpRequest } from '../../../harness/drive/http-request.ts';
import type { ConnectionCount, LaneOwner } from '../../../harness/drive/lane.ts';
import type { ResettingSocket } from '../../../harness/drive/resetting-socket.ts';
import type { Plan } from '../../../harness/model/plan.ts';

/** What a server without a network says to one request: pieces, a turn of the event loop apart, and then the end of the connection or nothing. */
export interface Reply {
  readonly pieces: readonly Buffer[];
  readonly ending: 'open' | 'end' | 'reset';
}

/** What became of one request. */
export type Outcome = { status: number; headers: string[]; body: string } | { failed: string };

/** Everything that requests over one lane led to. */
export interface Exchange {
  readonly outcomes: readonly Outcome[];
  /** All that was written, over all connections. */
  readonly sent: string;
  /** Requests that were written. */
  readonly requests: number;
  readonly connections: number;
}

/** Turns in which any reader has seen what came; who still waits then waits for the end. */
const PATIENCE_TURNS = 12;
const MOST_TURNS = 100;

/** A connection without a network. */
class Wire extends Duplex {
  isSpeaking = false;
  readonly #onRequest: (wire: Wire) => void;
  readonly #onText: (text: string) => void;

  constructor(onRequest: (wire: Wire) => void, onText: (text: string) => void) {
    super({ allowHalfOpen: false });
    this.#onRequest = onRequest;
    this.#onText = onText;
    this.on('error', () => {});
  }

  /** Copies what comes into a buffer of the reader's, as a socket does that was told to. */
  readInto({ buffer, callback }: ReadInto): void {
    this.on('data', (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += buffer.length) {
        const piece = bytes.subarray(at, at + buffer.length);
        buffer.set(piece);
        callback(piece.length, buffer);
      }
    });
  }

  async speak({ pieces, ending }: Reply): Promise<void> {
    this.isSpeaking = true;
    for (const piece of pieces) {
      await nextTurn();
      if (!this.destroyed) this.push(Buffer.from(piece));
    }
    await nextTurn();
    if (ending === 'end') this.hangUp();
    if (ending === 'reset') this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    this.isSpeaking = false;
  }

  hangUp(): void {
    if (!this.destroyed && !this.#isOver) this.push(null);
    this.#isOver = true;
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, written: () => void): void {
    this.#onText(bytes.toString('latin1'));
    written();
    if (/ HTTP\/1\.1\r\n/.test(bytes.toString('latin1'))) this.#onRequest(this);
  }

  #isOver = false;
}

type Send = (owner: LaneOwner, connect: Connect) => { send(): void; cancel(): void };

/** Sends as many requests as there are replies, each when the one before has its outcome and its reply has been spoken to the end. */
async function exchange(replies: readonly Reply[], open: Send): Promise<Exchange> {
  const wires: Wire[] = [];
  let sent = '';
  let requests = 0;
  let current: Wire | null = null;
  const onRequest = (wire: Wire): void => {
    current = wire;
    const reply = replies[requests++];
    if (reply !== undefined) void wire.speak(reply);
  };
  const connect: Connect = (connected, readInto) => {
    const wire = new Wire(onRequest, (text) => {
      sent += text;
    });
    wires.push(wire);
    if (readInto !== undefined) wire.readInto(readInto);
    setImmediate(() => connected(null, wire as never));
    return wire as unknown as ResettingSocket;
  };
  let outcome: Outcome | null = null;
  const owner: LaneOwner = {
    answered(status, headers, body) {
      outcome = { status, headers: headers.map((line) => line.toString('latin1')), body: body.toString('latin1') };
    },
    failed(reason) {
      outcome = { failed: reason.kind };
    },
  };
  const lane = open(owner, connect);
  const outcomes: Outcome[] = [];
  while (outcomes.length < replies.length) {
    outcome = null;
    current = null;
    lane.send();
    outcomes.push(
      await settled(
        () => outcome,
        () => current,
      ),
    );
  }
  lane.cancel();
  return { outcomes, sent, requests, connections: wires.length };
}

async function settled(outcome: () => Outcome | null, wire: () => Wire | null): Promise<Outcome> {
  for (let quiet = 0; quiet < MOST_TURNS; ) {
    await nextTurn();
    quiet = wire()?.isSpeaking === true ? 0 : quiet + 1;
    const found = outcome();
    // The next request comes when the last word has been heard, whoever it was meant for.
    if (found !== null && quiet > 3) return found;
    if (quiet === PATIENCE_TURNS) wire()?.hangUp();
  }
  assert.fail('a request without an outcome');
}

/** Over the driver's own lanes. */
export function exchangeByLane(plan: Plan, replies: readonly Reply[]): Promise<Exchange> {
  return exchange(replies, (owner, connect) => httpTransportOver(connect, plan).openLane(owner));
}

/** Over undici alone. */
export function exchangeByUndici(plan: Plan, replies: readonly Reply[]): Promise<Exchange> {
  return exchange(replies, (owner, connect) => {
    const count: ConnectionCount = { begun: 0, opened: 0 };
    let link: HttpLink | null = null;
    const drop = (): void => {
      link?.discard();
      link = null;
    };
    const send = (): void => {
      link ??= new HttpLink(connect, httpRequest(plan), count, {
        written() {},
        answered: (...answer) => owner.answered(...answer),
        failed(reason) {
          drop();
          owner.failed(reason);
        },
        lostIdle() {
          drop();
          send();
        },
      });
      link.send();
    };
    return { send, cancel: drop };
  });
}
