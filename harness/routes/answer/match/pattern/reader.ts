/** Thrown inside this folder for a pattern that RE2 refuses or that is not supported here; `readPattern` turns it into null. */
export class NotReadable extends Error {}

/** Walks over a pattern by code point. */
export class Reader {
  readonly #points: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#points = Array.from(text);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#points.length;
  }

  /** The character ahead, or an empty text at the end. */
  peek(ahead = 0): string {
    return this.#points[this.#at + ahead] ?? '';
  }

  next(): string {
    if (this.isAtEnd) {
      throw new NotReadable('the pattern ends too early');
    }
    const character = this.peek();
    this.#at += 1;
    return character;
  }

  /** Steps over `text` if it is next. */
  take(text: string): boolean {
    const points = Array.from(text);
    if (points.some((character, index) => this.peek(index) !== character)) {
      return false;
    }
    this.#at += points.length;
    return true;
  }

  /** The text from here up to and with `end`, at most `most` characters, without moving. */
  ahead(end: string, most: number): string {
    let text = '';
    for (let index = 0; index < most && !text.endsWith(end); index += 1) {
      text += this.peek(index);
    }
    return text;
  }

  /** The text up to `end`, which is stepped over; null, without moving, where there is none. */
  takeUntil(end: string): string | null {
    const rest = this.#points.slice(this.#at);
    const found = rest.findIndex((_, index) => Array.from(end).every((character, offset) => rest[index + offset] === character));
    if (found < 0) {
      return null;
    }
    this.#at += found + Array.from(end).length;
    return rest.slice(0, found).join('');
  }

  /** The text that matches `form` from here on, at most `most` characters; it is stepped over. */
  takeWhile(form: RegExp, most: number): string {
    let taken = '';
    while (taken.length < most && form.test(this.peek())) {
      taken += this.next();
    }
    return taken;
  }
}
