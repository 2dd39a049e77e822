import { MAX_ANSWER_BYTES } from '../model/observation.ts';

const EMPTY = Buffer.alloc(0);

/**
 * Keeps the first `MAX_ANSWER_BYTES` bytes of one answer and drops the rest. An answer that comes in one piece, as nearly
 * all do, is kept without copying; its memory belongs to whoever read it, so `bytes` is valid until that memory is reused.
 */
export class AnswerBuffer {
  #only: Buffer | null = null;
  #kept = EMPTY;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === MAX_ANSWER_BYTES;
  }

  clear(): void {
    this.#only = null;
    this.#length = 0;
  }

  /** Adds a piece that stays untouched by its owner until the answer is complete. */
  add(piece: Buffer): void {
    if (piece.length === 0 || this.isFull) return;
    if (this.#length === 0) {
      this.#only = piece.length <= MAX_ANSWER_BYTES ? piece : piece.subarray(0, MAX_ANSWER_BYTES);
      this.#length = this.#only.length;
      return;
    }
    if (this.#only !== null) this.settle();
    this.#copy(piece);
  }

  /** Copies what was kept by reference, because its owner is about to reuse the memory. */
  settle(): void {
    const piece = this.#only;
    if (piece === null) return;
    this.#only = null;
    this.#length = 0;
    this.#copy(piece);
  }

  get bytes(): Buffer {
    return this.#only ?? this.#kept.subarray(0, this.#length);
  }

  #copy(piece: Buffer): void {
    const end = Math.min(this.#length + piece.length, MAX_ANSWER_BYTES);
    if (end > this.#kept.length) this.#grow(end);
    piece.copy(this.#kept, this.#length, 0, end - this.#length);
    this.#length = end;
  }

  #grow(needed: number): void {
    const bigger = Buffer.allocUnsafeSlow(Math.min(MAX_ANSWER_BYTES, Math.max(needed, this.#kept.length * 2, 1024)));
    this.#kept.copy(bigger, 0, 0, this.#length);
    this.#kept = bigger;
  }
}
