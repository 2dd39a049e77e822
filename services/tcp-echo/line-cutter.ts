const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);
const FIRST_HOLD_BYTES = 256;

/**
 * Cuts a stream of bytes into lines, whatever the chunks: a line is everything up to and including `\n`. Bytes are never decoded.
 * Holds at most one unfinished line, of at most `limitBytes`; the work is linear in the bytes even when they come one at a time.
 */
export class LineCutter {
  readonly #limitBytes: number;
  #input: Buffer = NOTHING;
  #position = 0;
  #held: Buffer = NOTHING;
  #heldBytes = 0;
  #overflowed = false;

  /** `limitBytes`: the longest line, its newline included, 1 or more. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Gives the next chunk. Throws a RangeError while the one before is not used up, because its bytes would be lost. */
  feed(chunk: Buffer): void {
    if (this.pending) throw new RangeError('feed needs the chunk before it cut to its end');
    this.#input = chunk;
    this.#position = 0;
  }

  /** True while fed bytes have not been looked at. */
  get pending(): boolean {
    return this.#position < this.#input.length;
  }

  /** True once a line grew beyond the limit; from then on nothing more is cut and nothing is held. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** The next complete line, its newline included, or null when more input is needed. The bytes may be a view of the chunk. */
  next(): Buffer | null {
    if (!this.pending) return null;
    const newline = this.#input.indexOf(NEWLINE, this.#position);
    const end = newline === -1 ? this.#input.length : newline + 1;
    if (this.#heldBytes + end - this.#position > this.#limitBytes) return this.#overflow();
    const piece = this.#input.subarray(this.#position, end);
    this.#position = end;
    // A view of the whole chunk would keep it alive for as long as the connection idles.
    if (end === this.#input.length) this.#input = NOTHING;
    if (newline !== -1 && this.#heldBytes === 0) return piece;
    this.#hold(piece);
    return newline === -1 ? null : this.rest();
  }

  /** Takes the held bytes that no newline has ended yet; empty when there are none. */
  rest(): Buffer {
    const line = this.#held.subarray(0, this.#heldBytes);
    this.#held = NOTHING;
    this.#heldBytes = 0;
    return line;
  }

  // Copies into a buffer that doubles: a list of chunks would cost hundreds of bytes for every byte that a hostile peer sends alone.
  #hold(piece: Buffer): void {
    const needed = this.#heldBytes + piece.length;
    if (needed > this.#held.length) {
      const grown = Buffer.allocUnsafeSlow(this.#roomFor(needed));
      this.#held.copy(grown, 0, 0, this.#heldBytes);
      this.#held = grown;
    }
    piece.copy(this.#held, this.#heldBytes);
    this.#heldBytes = needed;
  }

  #roomFor(bytes: number): number {
    return Math.max(bytes, Math.min(this.#limitBytes, Math.max(this.#held.length * 2, FIRST_HOLD_BYTES)));
  }

  #overflow(): null {
    this.#overflowed = true;
    this.#input = NOTHING;
    this.#position = 0;
    this.rest();
    return null;
  }
}
