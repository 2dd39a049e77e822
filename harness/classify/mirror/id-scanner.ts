/** Finds the ids of one run in a log that comes in pieces. */
export interface IdScanner {
  /** The next bytes of the log, of any length; an id may lie across two of them. */
  add(bytes: Uint8Array): void;
  /** The log ends here: what stands at its very end is an id too. Nothing may be added afterwards. */
  end(): void;
  /** How often each request was seen, by its index: 0, 1, or 2 for twice and more. One byte per request. */
  readonly marks: Uint8Array;
  /** Grows whenever a mark changes, and at an id that was never sent. A copy that goes round for ever does not keep it growing. */
  readonly changes: number;
  /** The first id of this run that was never sent; null when there is none. */
  readonly neverSent: string | null;
}

const NEWLINE = 0x0a;
const DIGITS = /^[0-9]*/;
/** No index has more digits; a log that goes on with digits for ever must not be kept. */
const MOST_DIGITS = 16;

/** Letters, digits, `_` and `-`: what stands beside one of these is part of a longer word. Bytes above ASCII belong to letters. */
const isWordByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x2d ||
  byte >= 0x80;

/**
 * Counts every occurrence of `RUN-INDEX` as a whole word, whatever stands around it. `run` is the random text of this run, so that nobody
 * else's lines can hold it; `sent` requests had an index from 0 on. Keeps a byte per request, and of the log never more than an id's length.
 */
export const createIdScanner = (run: string, sent: number): IdScanner => {
  const needle = Buffer.from(`${run}-`);
  const marks = new Uint8Array(sent);
  // Before everything else stands the byte that was there before it; the log begins with a line.
  let rest: Buffer = Buffer.from([NEWLINE]);
  let changes = 0;
  let neverSent: string | null = null;

  const count = (digits: string): void => {
    const index = Number(digits);
    // Written otherwise than we write it (007) it was not ours either.
    if (String(index) !== digits || index >= sent) {
      neverSent ??= `${run}-${digits}`;
      changes += 1;
      return;
    }
    const mark = marks[index] ?? 0;
    if (mark < 2) {
      marks[index] = mark + 1;
      changes += 1;
    }
  };

  /** Takes the id at `start` and gives where to go on; null when more bytes are needed to know where it ends. */
  const take = (bytes: Buffer, start: number): number | null => {
    const from = start + needle.length;
    const [digits = ''] = DIGITS.exec(bytes.toString('latin1', from, from + MOST_DIGITS + 1)) ?? [];
    const end = from + digits.length;
    if (end === bytes.length && digits.length <= MOST_DIGITS) {
      return null;
    }
    const isEnded = digits.length > MOST_DIGITS || !isWordByte(bytes[end] ?? NEWLINE);
    if (digits !== '' && isEnded && !isWordByte(bytes[start - 1] ?? NEWLINE)) {
      count(digits);
    }
    return end;
  };

  const add = (piece: Uint8Array): void => {
    const bytes = Buffer.concat([rest, piece]);
    let next = 1;
    for (let found = bytes.indexOf(needle, next); found !== -1; found = bytes.indexOf(needle, next)) {
      const end = take(bytes, found);
      if (end === null) {
        rest = bytes.subarray(found - 1);
        return;
      }
      next = end;
    }
    // The beginning of an id may be the last that has come.
    rest = bytes.subarray(Math.max(next, bytes.length - needle.length + 1) - 1);
  };

  return {
    add,
    end: () => add(Buffer.from([NEWLINE])),
    marks,
    get changes() {
      return changes;
    },
    get neverSent() {
      return neverSent;
    },
  };
};
