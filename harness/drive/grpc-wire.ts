/** Deepest nesting of groups, which is where protobuf's own readers stop. */
const DEEPEST = 100;
const LONGEST_VARINT = 10;
const HIGHEST_TAG = 2 ** 32;

/** How far reading came: `cut` means that what follows was not kept, although the message had it. */
export type WireState = 'good' | 'cut' | 'malformed';

/** One field that carries bytes; those of `cut` ones end early. */
export interface BytesField {
  readonly number: number;
  readonly bytes: Buffer;
}

/**
 * Reads the fields of one protobuf message that carry bytes (wire type 2) and skips all others, groups with all that is in them included
 * (protobuf.dev, "Encoding"). `message` holds the first bytes of the message, `length` says how many it had.
 */
export class WireReader {
  state: WireState = 'good';
  readonly #message: Buffer;
  readonly #length: number;
  readonly #groups: number[] = [];
  #at = 0;

  constructor(message: Buffer, length: number) {
    this.#message = message;
    this.#length = length;
  }

  /** The next field with bytes; null at the end, and once `state` is no longer `good`. A field that is cut comes last. */
  next(): BytesField | null {
    while (this.state === 'good' && this.#at < this.#length) {
      const tag = this.#varint();
      if (this.state !== 'good') return null;
      const number = Math.floor(tag / 8);
      if (number === 0 || tag >= HIGHEST_TAG) return this.#malformed();
      if (tag % 8 === 2) {
        const bytes = this.#bytes();
        if (bytes !== null && this.#groups.length === 0) return { number, bytes };
      } else this.#skip(tag % 8, number);
    }
    return this.state === 'good' && this.#groups.length > 0 ? this.#malformed() : null;
  }

  #skip(type: number, number: number): void {
    if (type === 0) this.#varint();
    else if (type === 1) this.#pass(8);
    else if (type === 5) this.#pass(4);
    else if (type === 3 && this.#groups.length < DEEPEST) this.#groups.push(number);
    // The end of a group names the group that it ends.
    else if (type !== 4 || this.#groups.pop() !== number) this.#malformed();
  }

  #bytes(): Buffer | null {
    const size = this.#varint();
    if (this.state !== 'good') return null;
    const start = this.#at;
    if (start + size > this.#length) return this.#malformed();
    this.#pass(size);
    return this.#message.subarray(start, start + size);
  }

  #pass(size: number): void {
    this.#at += size;
    if (this.#at > this.#length) this.#malformed();
    else if (this.#at > this.#message.length) this.state = 'cut';
  }

  /** Seven bits a byte, the lowest first. Of more than 53 bits the lower ones are lost; nothing that long is looked at. */
  #varint(): number {
    let value = 0;
    for (let i = 0; i < LONGEST_VARINT; i++) {
      const byte = this.#message[this.#at];
      this.#pass(1);
      if (this.state !== 'good' || byte === undefined) return 0;
      value += (byte % 128) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    this.#malformed();
    return 0;
  }

  #malformed(): null {
    this.state = 'malformed';
    return null;
  }
}
