import { type AnswerHead, readHead } from './answer-head.ts';

/** A head and how many bytes it takes. */
export type SizedHead = AnswerHead & { readonly length: number };

/** Different heads that are known at once: two versions, and the dates of this second and the last. */
const MOST_KNOWN = 8;
/** Misses in a row after which heads are no longer kept: each answer has its own. */
const MOST_MISSES = 64;
/** How often one is kept all the same, in case they begin to repeat. */
const TRY_EVERY = 256;

/**
 * Reads the heads of answers and remembers them by their bytes: the answers of one server repeat theirs for as long as its clock shows the
 * same second. What comes out is a copy that stays as it is. `isHead`: the requests are HEAD.
 */
export class HeadCache {
  readonly #isHead: boolean;
  readonly #bytes: Buffer[] = [];
  readonly #heads: SizedHead[] = [];
  #last = 0;
  #next = 0;
  #misses = 0;

  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  /** The head at the beginning of `bytes`, of which `end` count; see `readHead`. */
  read(bytes: Buffer, end: number): SizedHead | 'more' | null {
    const known = this.#at(this.#last, bytes, end) ?? this.#search(bytes, end);
    if (known !== null) return known;
    // The lines are views of what is read: of the copy, not of memory that is about to be reused.
    const whole = endOf(bytes, end);
    const copy = Buffer.from(bytes.subarray(0, whole));
    const head = readHead(copy, whole, this.#isHead);
    if (head !== null && head !== 'more') this.#keep(copy, head);
    return head;
  }

  #at(place: number, bytes: Buffer, end: number): SizedHead | null {
    const known = this.#bytes[place];
    const head = this.#heads[place];
    if (known === undefined || head === undefined || head.length > end) return null;
    // A head ends in an empty line and holds none, so no head is the beginning of another.
    return known.compare(bytes, 0, head.length, 0, head.length) === 0 ? head : null;
  }

  #search(bytes: Buffer, end: number): SizedHead | null {
    for (let place = 0; place < this.#heads.length; place++) {
      const head = this.#at(place, bytes, end);
      if (head === null) continue;
      this.#last = place;
      this.#misses = 0;
      return head;
    }
    this.#misses++;
    return null;
  }

  #keep(bytes: Buffer, head: SizedHead): void {
    if (this.#misses > MOST_MISSES && this.#misses % TRY_EVERY !== 0) return;
    this.#bytes[this.#next] = bytes;
    this.#heads[this.#next] = head;
    this.#last = this.#next;
    this.#next = (this.#next + 1) % MOST_KNOWN;
  }
}

const EMPTY_LINE = Buffer.from('\r\n\r\n');

/** Where the head ends, or `end` while that has not come. */
function endOf(bytes: Buffer, end: number): number {
  const found = bytes.indexOf(EMPTY_LINE);
  return found === -1 ? end : Math.min(end, found + EMPTY_LINE.length);
}
