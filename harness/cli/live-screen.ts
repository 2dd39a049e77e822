import { stripVTControlCharacters } from 'node:util';
import { columnsOf } from '../report/printable.ts';
import type { Output } from './host.ts';

/** A block of lines at the bottom of a terminal, drawn over itself again and again. */
export interface Screen {
  /** Columns of the terminal right now. */
  readonly columns: number;
  draw(lines: readonly string[]): void;
  /** Wipes the block and lets go of the stream. */
  close(): void;
}

type Terminal = Output & { readonly rows?: number };
type Write = (text: string) => boolean;
type LogUpdate = typeof import('log-update').createLogUpdate;

/** A terminal that does not tell its size, as one of `script` without a window. */
const USUAL = { columns: 80, rows: 24 };
const REHEARSAL = ['━─ · ●\none\ntwo', '━─ · ●\none\n2'];
const ERASE_LINE = '\u001b[2K';
const CURSOR_UP = '\u001b[1A';

/**
 * Takes a terminal for a block. Whatever anybody else writes to the stream meanwhile (the word after Ctrl-C, a fault on its way out) wipes
 * the block first, stands where it stood, and the block goes on below. The cursor is never hidden: so no end of the process, not even
 * `kill -9`, can leave a terminal without one. Nothing is drawn any more once the terminal has gone.
 */
export async function openScreen(stderr: Terminal): Promise<Screen> {
  // Loaded here: what goes to a log or a file does not need it.
  const { createLogUpdate } = await import('log-update');
  const original = stderr.write;
  const isOwn = Object.hasOwn(stderr, 'write');
  const block = new Block(stderr, (text) => Reflect.apply(original, stderr, [text]), createLogUpdate);
  const onError = (): void => block.fallSilent();
  stderr.on('error', onError);
  stderr.write = ((chunk: unknown, ...rest: unknown[]): boolean => {
    block.giveWay(String(chunk));
    return Reflect.apply(original, stderr, [chunk, ...rest]);
  }) as Terminal['write'];
  return {
    get columns() {
      return block.columns;
    },
    draw: (lines) => block.draw(lines),
    close: () => {
      block.wipe();
      stderr.off('error', onError);
      if (isOwn) stderr.write = original;
      else Reflect.deleteProperty(stderr, 'write');
    },
  };
}

/** The block itself, with the terminal's own `write`. */
class Block {
  readonly #terminal: Pick<Terminal, 'columns' | 'rows'>;
  readonly #write: Write;
  readonly #log: ReturnType<LogUpdate>;
  #shown: { readonly lines: readonly string[]; readonly columns: number } | null = null;
  #isSilent = true;
  #isMidLine = false;

  constructor(terminal: Pick<Terminal, 'columns' | 'rows'>, write: Write, createLogUpdate: LogUpdate) {
    this.#terminal = terminal;
    this.#write = (text) => this.#isSilent || write(text);
    this.#log = createLogUpdate(terminalFor(this.#write, this), { showCursor: true });
    // In silence, once: compiled now, or in the middle of a measurement.
    for (const text of REHEARSAL) this.#log(text);
    this.#log.clear();
    this.#isSilent = false;
  }

  get columns(): number {
    return this.#terminal.columns || USUAL.columns;
  }

  get rows(): number {
    return this.#terminal.rows || USUAL.rows;
  }

  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Somebody else is about to write `text`. */
  giveWay(text: string): void {
    this.wipe();
    this.#isMidLine = !text.endsWith('\n');
  }

  draw(lines: readonly string[]): void {
    const fitting = lines.slice(0, Math.max(1, this.rows - 1));
    if (this.#isMidLine) this.#write('\n');
    this.#isMidLine = false;
    this.#wipeBroken();
    this.#log(fitting.join('\n'));
    this.#shown = { lines: fitting, columns: this.columns };
  }

  wipe(): void {
    if (this.#shown === null) return;
    this.#wipeBroken();
    this.#log.clear();
    this.#shown = null;
  }

  /**
   * A terminal that became narrower has broken long lines in two: those are to be wiped too. What it moved into its history on the way is
   * out of reach.
   */
  #wipeBroken(): void {
    const { columns } = this;
    if (this.#shown === null || columns >= this.#shown.columns) return;
    const rowsOf = (line: string): number => Math.max(1, Math.ceil(visibleColumns(line) / columns));
    const broken = this.#shown.lines.reduce((sum, line) => sum + rowsOf(line) - 1, 0);
    if (broken > 0) this.#write((ERASE_LINE + CURSOR_UP).repeat(broken));
  }
}

/** What log-update needs of a stream, without the detour over our own `write`. */
function terminalFor(write: Write, size: { readonly columns: number; readonly rows: number }): NodeJS.WriteStream {
  const terminal: Pick<NodeJS.WriteStream, 'columns' | 'rows' | 'isTTY'> & { readonly write: Write } = {
    isTTY: true,
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    write,
  };
  return terminal as NodeJS.WriteStream;
}

const visibleColumns = (line: string): number => columnsOf(stripVTControlCharacters(line));
