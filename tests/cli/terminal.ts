import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { columnsOf } from '../../harness/report/printable.ts';

const ESCAPE = '\u001b';
const CONTROL = /\p{Cc}(?:\[(\??)([\d;]*)([A-Za-z]))?/gu;

/**
 * As much of a terminal as the live display needs, to see what a person would: lines, wrapping, cursor up and down, erasing. Anything else
 * that a terminal acts on fails the test. Rows that scroll away are kept: what is left behind there is left behind.
 */
export class Terminal extends Writable {
  readonly isTTY = true;
  columns: number;
  rows = 24;
  /** All that was written. */
  text = '';
  #cells: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    super();
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.feed(chunk.toString('utf8'));
    done();
  }

  feed(text: string): void {
    this.text += text;
    let from = 0;
    for (const match of text.matchAll(CONTROL)) {
      this.#print(text.slice(from, match.index));
      const control = match[0].charAt(0);
      const isEscape = control === ESCAPE && match[3] !== undefined;
      from = match.index + (isEscape ? match[0].length : 1);
      if (isEscape) this.#escape(match[1] ?? '', match[2] ?? '', match[3] ?? '');
      else this.#control(control);
    }
    this.#print(text.slice(from));
  }

  /** What is seen, without blank rows at the end. */
  get screen(): string {
    return this.#cells
      .map((cells) => cells.join('').trimEnd())
      .join('\n')
      .trimEnd();
  }

  #line(): string[] {
    while (this.#cells.length <= this.#row) this.#cells.push([]);
    return this.#cells[this.#row]!;
  }

  #print(text: string): void {
    for (const character of text) {
      const width = columnsOf(character);
      if (this.#column + width > this.columns) {
        this.#row += 1;
        this.#column = 0;
      }
      const line = this.#line();
      while (line.length < this.#column) line.push(' ');
      line.splice(this.#column, width, character, ...Array.from({ length: Math.max(0, width - 1) }, () => ''));
      this.#column += width;
    }
  }

  #control(character: string): void {
    assert.ok(character === '\n' || character === '\r', `control character ${JSON.stringify(character)}`);
    // A terminal line discipline makes a carriage return of every line feed.
    this.#column = 0;
    if (character === '\n') this.#row += 1;
    this.#line();
  }

  #escape(mark: string, number: string, letter: string): void {
    if (mark === '?') {
      assert.equal(number, '2026', `mode ${number}`);
      return;
    }
    const count = number === '' ? 1 : Number(number);
    switch (letter) {
      case 'A':
        this.#row = Math.max(0, this.#row - count);
        return;
      case 'B':
        this.#row += count;
        this.#line();
        return;
      case 'G':
        this.#column = count - 1;
        return;
      case 'K':
        this.#line().splice(number === '2' ? 0 : this.#column);
        return;
      case 'm':
        return;
      default:
        assert.fail(`escape ${letter}`);
    }
  }
}
