import { LineCutter } from './line-cutter.ts';

/** The longest line, its newline included, in bytes. */
export const MAX_LINE_BYTES = 1_048_576;

// Small enough that one peer's flood of newlines, each answered with a whole prefix, leaves the others their turn.
const SLICE_BYTES = 16_384;

/**
 * Turns received bytes into the bytes to answer: for each line the prefix, one space and the same line. Answers are made a slice at a time,
 * because 64 KiB of newlines become 64 MiB of answers to a prefix of 1 KiB: whoever sends them asks for the next slice when there is room.
 */
export class Answers {
  readonly #head: Buffer;
  readonly #onLine: (line: Buffer) => void;
  readonly #cutter = new LineCutter(MAX_LINE_BYTES);

  /** `onLine` is told every line just before it is answered; the bytes are only valid during the call. */
  constructor(prefix: string, onLine: (line: Buffer) => void) {
    this.#head = Buffer.from(`${prefix} `);
    this.#onLine = onLine;
  }

  /** Gives received bytes; only once `pending` is false. */
  feed(chunk: Buffer): void {
    this.#cutter.feed(chunk);
  }

  /** True while received bytes are left that `slice` has not looked at. */
  get pending(): boolean {
    return this.#cutter.pending;
  }

  /** True once a line over `MAX_LINE_BYTES` came; lines before it are answered, nothing after it is. */
  get tooLong(): boolean {
    return this.#cutter.overflowed;
  }

  /** The next answers, about 16 KiB and at most one longest line and prefix more; empty when no complete line is left. */
  slice(): Buffer {
    const parts: Buffer[] = [];
    let bytes = 0;
    while (bytes < SLICE_BYTES) {
      const line = this.#cutter.next();
      if (line === null) break;
      this.#onLine(line);
      parts.push(this.#head, line);
      bytes += this.#head.length + line.length;
    }
    return Buffer.concat(parts, bytes);
  }

  /** The answer to a last line that has no newline, for when the peer has finished sending; empty when there is none. */
  last(): Buffer {
    const line = this.#cutter.rest();
    if (line.length === 0) return line;
    this.#onLine(line);
    return Buffer.concat([this.#head, line]);
  }
}
