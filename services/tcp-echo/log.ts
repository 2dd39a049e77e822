import type { Writable } from 'node:stream';
import { printableBytes } from './printable.ts';

// What may wait for a reader that is slow but alive: bursts of that size lose no line.
const MAX_WAITING_BYTES = 2 * 1_048_576;
const BATCH_CHARACTERS = 65_536;
const MAX_SHOWN_BYTES = 4_096;

/**
 * The program's log, one entry per line. Never waits for whoever reads it: when too much is waiting, entries are dropped and counted, and the
 * count is logged once the reader is back. A reader that is gone (EPIPE) or a full disk ends the log, not the program.
 */
export class Log {
  readonly #output: Writable;
  readonly #prefix: string;
  readonly #exchanges: boolean;
  #batch = '';
  #dropped = 0;
  #stalled = false;
  #gone = false;

  /** `output` must not block (see `unblock`). `exchanges`: whether requests and responses are logged. */
  constructor(output: Writable, prefix: string, exchanges: boolean) {
    this.#output = output;
    this.#prefix = shorten(Buffer.from(prefix));
    this.#exchanges = exchanges;
    output.on('error', () => {
      this.#gone = true;
    });
    output.on('drain', () => this.#resume());
  }

  /** Logs one line from a peer and its answer, controls escaped and long lines cut, unless the log is quiet. */
  exchange(line: Buffer): void {
    if (!this.#exchanges || !this.#hasRoom(2)) return;
    const text = shorten(line.at(-1) === 0x0a ? line.subarray(0, -1) : line);
    this.#add(`request: ${text}\nresponse: ${this.#prefix} ${text}\n`);
  }

  /** Logs one entry that concerns the operator; quiet or not. `text` is a single line of our own words. */
  note(text: string): void {
    if (this.#hasRoom(1)) this.#add(`${text}\n`);
  }

  /** Resolves when everything is with the reader, or there is no reader any more. Never rejects; may wait for ever. */
  async flushed(): Promise<void> {
    do {
      this.#flush();
      await new Promise<void>((resolve) => this.#output.write('', () => resolve()));
    } while (!this.#gone && (this.#batch !== '' || this.#output.writableLength > 0));
  }

  #hasRoom(entries: number): boolean {
    if (this.#gone) return false;
    if (this.#stalled) this.#dropped += entries;
    return !this.#stalled;
  }

  // One write per batch of entries: a write per entry costs more than the echo itself.
  #add(entries: string): void {
    if (this.#batch === '') queueMicrotask(() => this.#flush());
    this.#batch += entries;
    if (this.#batch.length >= BATCH_CHARACTERS) this.#flush();
  }

  #flush(): void {
    if (this.#batch === '' || this.#gone) return;
    const batch = this.#batch;
    this.#batch = '';
    this.#output.write(Buffer.from(batch));
    this.#stalled = this.#output.writableLength > MAX_WAITING_BYTES;
  }

  #resume(): void {
    const dropped = this.#dropped;
    this.#stalled = false;
    this.#dropped = 0;
    if (dropped > 0) this.note(`dropped ${dropped} log lines: the log was not read fast enough`);
  }
}

/** At most `MAX_SHOWN_BYTES` of the bytes as printable text, and how many there were if that is not all. */
function shorten(bytes: Buffer): string {
  if (bytes.length <= MAX_SHOWN_BYTES) return printableBytes(bytes);
  return `${printableBytes(bytes.subarray(0, characterStart(bytes, MAX_SHOWN_BYTES)))}... (${bytes.length} bytes, cut here)`;
}

/** The start of the UTF-8 character that `offset` falls into, so that a cut does not make good text look broken. */
function characterStart(bytes: Buffer, offset: number): number {
  for (let start = offset; start > offset - 4; start -= 1) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return offset;
}
