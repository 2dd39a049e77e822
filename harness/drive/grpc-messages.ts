import { AnswerBuffer } from './answer-buffer.ts';

const PREFIX_BYTES = 5;

/** Hears of every whole message: its first `MAX_ANSWER_BYTES` bytes, and how many it had. */
export type OnMessage = (message: Buffer, length: number) => void;

/**
 * Takes the messages of one call out of its DATA frames, whose boundaries mean nothing: one byte that says whether the message is
 * compressed, four with its length, then the message (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message").
 */
export class GrpcMessages {
  /** What broke the rules, in a few words; null while nothing did. Nothing is read after it. */
  fault: string | null = null;
  readonly #onMessage: OnMessage;
  #prefixBytes = 0;
  #length = 0;
  #left = 0;
  #kept = new AnswerBuffer();

  constructor(onMessage: OnMessage) {
    this.#onMessage = onMessage;
  }

  /** True when nothing has begun that is not whole. */
  get isAtBoundary(): boolean {
    return this.#prefixBytes === 0;
  }

  /** `piece` stays untouched by its owner until the answer is complete. */
  add(piece: Buffer): void {
    let at = 0;
    while (at < piece.length && this.fault === null) {
      at = this.#prefixBytes < PREFIX_BYTES ? this.#readPrefix(piece, at) : this.#readMessage(piece, at);
    }
  }

  #readPrefix(piece: Buffer, from: number): number {
    let at = from;
    for (; at < piece.length && this.#prefixBytes < PREFIX_BYTES; at++) {
      const byte = piece[at] ?? 0;
      if (this.#prefixBytes === 0) this.fault = faultOfFlag(byte);
      else this.#length = this.#length * 256 + byte;
      this.#prefixBytes++;
    }
    if (this.#prefixBytes === PREFIX_BYTES) {
      this.#left = this.#length;
      this.#endWhenWhole();
    }
    return at;
  }

  #readMessage(piece: Buffer, from: number): number {
    const end = Math.min(piece.length, from + this.#left);
    this.#kept.add(piece.subarray(from, end));
    this.#left -= end - from;
    this.#endWhenWhole();
    return end;
  }

  #endWhenWhole(): void {
    if (this.#left > 0 || this.fault !== null) return;
    const { bytes } = this.#kept;
    const length = this.#length;
    // A buffer of its own for each message: who hears of one may keep it.
    if (length > 0) this.#kept = new AnswerBuffer();
    this.#prefixBytes = 0;
    this.#length = 0;
    this.#onMessage(bytes, length);
  }
}

function faultOfFlag(flag: number): string | null {
  if (flag === 0) return null;
  return flag === 1
    ? 'a reply is compressed, although only identity was accepted'
    : `a reply begins with ${flag}, which is no gRPC message`;
}
