import { AnswerBuffer } from './answer-buffer.ts';
import { CHUNKED } from './answer-framing.ts';
import { type ChunkPlace, readChunks } from './chunks.ts';
import type { HeadCache, SizedHead } from './head-cache.ts';

/** Most bytes that are kept of a head that came in pieces, and of a whole answer in chunks; more is left to undici. */
const MOST_HEAD_BYTES = 16_384;
const MOST_CHUNKED_BYTES = 65_536;

/** `unknown`: not read here, and `untaken` holds all of it so far. */
export type Progress = 'more' | 'done' | 'unknown';

/** Reads one plain HTTP/1.1 answer after another, strictly, from pieces cut anywhere. */
export class AnswerReader {
  readonly body = new AnswerBuffer();
  head: SizedHead | null = null;
  /** After `done`: how many of the bytes of the last piece follow the answer. */
  surplus = 0;
  readonly #heads: HeadCache;
  readonly #place: ChunkPlace = { at: 0, state: 'more' };
  /** All of an answer whose head or chunks are not complete. */
  #kept: Buffer = NOTHING;
  #keptBytes = 0;
  /** Bytes of the body that have not come. */
  #missing = 0;

  constructor(heads: HeadCache) {
    this.#heads = heads;
  }

  /** Forgets what came: the next piece begins an answer. */
  clear(): void {
    this.head = null;
    this.#keptBytes = 0;
    this.#missing = 0;
    this.body.clear();
  }

  /**
   * Takes the first `end` of `bytes`, which may be reused after the answer was handed over, or after `more`. Never called after `unknown`,
   * nor after `done` before `clear`.
   */
  take(bytes: Buffer, end: number): Progress {
    if (this.#missing > 0) return this.#takeBody(bytes, 0, end);
    if (this.#keptBytes === 0) return this.#read(bytes, end, bytes, end);
    this.#keep(bytes, end);
    return this.#read(this.#kept, this.#keptBytes, bytes, end);
  }

  /** After `unknown`: a copy of all that came, for somebody else to read. */
  untaken(bytes: Buffer, end: number): Buffer {
    return this.#keptBytes === 0 ? Buffer.from(bytes.subarray(0, end)) : Buffer.from(this.#kept.subarray(0, this.#keptBytes));
  }

  /** Reads `all` of the answer so far, of which `piece` is the last. */
  #read(all: Buffer, allBytes: number, piece: Buffer, pieceBytes: number): Progress {
    if (this.head === null) {
      const head = this.#heads.read(all, allBytes);
      if (head === null) return 'unknown';
      if (head === 'more') return this.#wait(piece, pieceBytes);
      this.head = head;
      if (head.bodyBytes !== CHUNKED) return this.#begin(head, all, allBytes);
      this.#place.at = head.length;
    }
    readChunks(all, allBytes, this.#place, this.body);
    if (this.#place.state === 'more') return this.#wait(piece, pieceBytes);
    this.surplus = allBytes - this.#place.at;
    return this.#place.state;
  }

  #begin(head: SizedHead, bytes: Buffer, end: number): Progress {
    this.#missing = head.bodyBytes;
    return this.#takeBody(bytes, head.length, end);
  }

  #takeBody(bytes: Buffer, from: number, end: number): Progress {
    const stop = Math.min(end, from + this.#missing);
    if (stop > from) this.body.add(bytes.subarray(from, stop));
    this.#missing -= stop - from;
    this.surplus = end - stop;
    if (this.#missing === 0) return 'done';
    this.body.settle();
    return 'more';
  }

  #wait(piece: Buffer, end: number): Progress {
    if (this.#keptBytes === 0) this.#keep(piece, end);
    this.body.settle();
    return this.#keptBytes > (this.head === null ? MOST_HEAD_BYTES : MOST_CHUNKED_BYTES) ? 'unknown' : 'more';
  }

  #keep(piece: Buffer, end: number): void {
    const needed = this.#keptBytes + end;
    if (needed > this.#kept.length) {
      const bigger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#kept.length, 1024));
      this.#kept.copy(bigger, 0, 0, this.#keptBytes);
      this.#kept = bigger;
    }
    piece.copy(this.#kept, this.#keptBytes, 0, end);
    this.#keptBytes = needed;
  }
}

const NOTHING = Buffer.alloc(0);
