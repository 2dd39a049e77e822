import type { AnswerBuffer } from './answer-buffer.ts';

const RETURN = 13;
const NEWLINE = 10;
/** Hexadecimal digits of a size; eight would already be 4 GiB. */
const MOST_DIGITS = 7;

/** Where reading has come to: the offset of the next chunk. `done`: it is that of what follows the body. */
export interface ChunkPlace {
  at: number;
  state: 'more' | 'done' | 'unknown';
}

/**
 * Adds the whole chunks from `place` on, in the first `end` of `bytes`, to the body and moves `place` behind them. `unknown`: something
 * for undici, good or bad: extensions, trailers, a size that is none.
 */
export function readChunks(bytes: Buffer, end: number, place: ChunkPlace, body: AnswerBuffer): void {
  for (;;) {
    const stop = endOfSize(bytes, place.at, end);
    place.state = sizeState(bytes, place.at, stop, end);
    if (place.state !== 'done') return;
    const size = Number.parseInt(bytes.toString('latin1', place.at, stop), 16);
    const start = stop + 2;
    place.state = breakAt(bytes, start + size, end);
    if (place.state !== 'done') return;
    body.add(bytes.subarray(start, start + size));
    place.at = start + size + 2;
    if (size === 0) return;
  }
}

function endOfSize(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isHexadecimal(bytes[at] ?? 0)) at++;
  return at;
}

function sizeState(bytes: Buffer, from: number, stop: number, end: number): ChunkPlace['state'] {
  if (stop - from > MOST_DIGITS) return 'unknown';
  if (stop === from) return stop === end ? 'more' : 'unknown';
  return breakAt(bytes, stop, end);
}

/** `done`: a line break is there. */
function breakAt(bytes: Buffer, at: number, end: number): ChunkPlace['state'] {
  if (at < end && bytes[at] !== RETURN) return 'unknown';
  if (at + 1 < end && bytes[at + 1] !== NEWLINE) return 'unknown';
  return at + 1 < end ? 'done' : 'more';
}

function isHexadecimal(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}
