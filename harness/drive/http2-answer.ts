import { AnswerBuffer } from './answer-buffer.ts';
import type { FailureReason } from './failure-kind.ts';

/** What an answer turned out to be. */
export interface AnswerOwner {
  answered(status: number, headers: readonly Buffer[], body: Buffer): void;
  /** It is whole, but breaks the rules of the protocol above HTTP/2. */
  unreadable(reason: FailureReason): void;
}

/** Reads one answer off what its stream carries. Raw lines are name, value, name, value, …, pseudo-header fields included. */
export interface Http2Answer {
  /** The final header section; interim ones (1xx) are not told. */
  head(status: number, rawLines: readonly string[]): void;
  data(piece: Buffer): void;
  trailers(rawLines: readonly string[]): void;
  /** The server has ended the stream: exactly one call of `owner`. */
  ended(owner: AnswerOwner): void;
}

/** An answer of HTTP: status, headers, body. Trailers are dropped. */
export class PlainAnswer implements Http2Answer {
  readonly #body = new AnswerBuffer();
  #status = 0;
  #rawLines: readonly string[] = [];

  head(status: number, rawLines: readonly string[]): void {
    this.#status = status;
    this.#rawLines = rawLines;
  }

  data(piece: Buffer): void {
    this.#body.add(piece);
  }

  trailers(): void {}

  ended(owner: AnswerOwner): void {
    owner.answered(this.#status, headerBytes(this.#rawLines), this.#body.bytes);
  }
}

/** Name, value, name, value, … as received, without pseudo-header fields. */
export function headerBytes(rawLines: readonly string[]): Buffer[] {
  const lines: Buffer[] = [];
  for (let i = 0; i + 1 < rawLines.length; i += 2) {
    const [name = '', value = ''] = [rawLines[i], rawLines[i + 1]];
    if (!name.startsWith(':')) lines.push(Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1'));
  }
  return lines;
}
