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
  const raw: Write = (text) => isSilent || Reflect.apply(original, stderr, [text]);
  let isSilent = true;
  let shown: { readonly lines: readonly string[]; readonly columns: number } | null = null;
  let isMidLine = false;

  const size = () => ({ columns: stderr.columns || USUAL.columns, rows: stderr.rows || USUAL.rows });
  const log = createLogUpdate(terminalFor(raw, size), { showCursor: true });
  // In silence, once: compiled now, or in the middle of a measurement.
  for (const text of REHEARSAL) log(text);
  log.clear();
  isSilent = false;
  /** A terminal that became narrower has broken long lines in two: those are to be wiped too. */
  const wipeBroken = (): void => {
    const { columns } = size();
    if (shown === null || columns >= shown.columns) return;
    const broken = shown.lines.reduce((sum, line) => sum + Math.max(0, Math.ceil(visibleColumns(line) / columns) - 1), 0);
    if (broken > 0) raw((ERASE_LINE + CURSOR_UP).repeat(broken));
  };
  const wipe = (): void => {
    if (shown === null) return;
    wipeBroken();
    log.clear();
    shown = null;
  };
  const writeOf = (chunk: unknown, ...rest: unknown[]): boolean => {
    wipe();
    isMidLine = !String(chunk).endsWith('\n');
    return Reflect.apply(original, stderr, [chunk, ...rest]);
  };
  const onError = (): void => {
    isSilent = true;
  };
  stderr.write = writeOf as Terminal['write'];
  stderr.on('error', onError);
  return {
    get columns() {
      return size().columns;
    },
    draw: (lines) => {
      const { columns, rows } = size();
      const fitting = lines.slice(0, Math.max(1, rows - 1));
      if (isMidLine) raw('\n');
      isMidLine = false;
      wipeBroken();
      log(fitting.join('\n'));
      shown = { lines: fitting, columns };
    },
    close: () => {
      wipe();
      stderr.off('error', onError);
      if (isOwn) stderr.write = original;
      else Reflect.deleteProperty(stderr, 'write');
    },
  };
}

/** What log-update needs of a stream, without the detour over our own `write`. */
function terminalFor(write: Write, size: () => { readonly columns: number; readonly rows: number }): NodeJS.WriteStream {
  const terminal: Pick<NodeJS.WriteStream, 'columns' | 'rows' | 'isTTY'> & { readonly write: Write } = {
    isTTY: true,
    get columns() {
      return size().columns;
    },
    get rows() {
      return size().rows;
    },
    write,
  };
  return terminal as NodeJS.WriteStream;
}

const visibleColumns = (line: string): number => columnsOf(stripVTControlCharacters(line));
