import { CHUNKED, framingOf, UNSAID } from './answer-framing.ts';
import { TEXT, TOKEN } from './octets.ts';

/** The status line and header lines of one answer, and what they say about the rest. */
export interface AnswerHead {
  readonly status: number;
  /** Name, value, name, value, … as received. */
  readonly headers: readonly Buffer[];
  /** Bytes of the body, or `CHUNKED`. */
  readonly bodyBytes: number;
  /** How long the connection may be idle after the answer, in milliseconds; 0: it is not used again. */
  readonly idleMs: number;
}

/**
 * Reads the head of an answer from the first `end` of `bytes`. `more`: all so far is well formed and the end of the head is missing.
 * Null: something that this strict reader leaves to undici, good or bad: interim answers, HTTP/1.0, folded or padded lines, bare line
 * feeds, a length that is repeated or missing, an upgrade. It never accepts what undici would read in another way.
 *
 * The header lines are views of `bytes`. `isHead`: the request was a HEAD.
 */
export function readHead(
  bytes: Buffer,
  end: number,
  isHead: boolean,
): (AnswerHead & { readonly length: number }) | 'more' | null {
  const first = endOfStatusLine(bytes, end);
  if (typeof first !== 'number') return first;
  const headers: Buffer[] = [];
  for (let at = first; ; ) {
    const colon = endOfToken(bytes, at, end);
    if (colon === at && at < end) return endOfHead(bytes, at, end, headers, isHead);
    if (colon < end && bytes[colon] !== COLON) return null;
    const start = endOfBlank(bytes, colon + 1, end);
    const stop = endOfText(bytes, start, end);
    const rest = lineBreak(bytes, stop, end);
    if (rest !== 'ok') return rest;
    headers.push(bytes.subarray(at, colon), bytes.subarray(start, stop));
    at = stop + 2;
  }
}

const COLON = 58;
const SPACE = 32;
const TAB = 9;
const RETURN = 13;
const NEWLINE = 10;
const VERSION = Buffer.from('HTTP/1.1 ');
const STATUS_END = VERSION.length + 3;

function endOfStatusLine(bytes: Buffer, end: number): number | 'more' | null {
  const known = Math.min(end, VERSION.length);
  if (VERSION.compare(bytes, 0, known, 0, known) !== 0) return null;
  for (let at = VERSION.length; at < Math.min(end, STATUS_END); at++) if (!isDigit(bytes[at])) return null;
  if (end <= STATUS_END) return 'more';
  const status = statusOf(bytes);
  // Interim answers are followed by another one; beyond 599 there is nothing to be sure of.
  if (status < 200 || status > 599 || bytes[STATUS_END] !== SPACE) return null;
  const stop = endOfText(bytes, STATUS_END + 1, end);
  const rest = lineBreak(bytes, stop, end);
  return rest === 'ok' ? stop + 2 : rest;
}

function endOfHead(bytes: Buffer, at: number, end: number, headers: readonly Buffer[], isHead: boolean) {
  const rest = lineBreak(bytes, at, end);
  if (rest !== 'ok') return rest;
  const framing = framingOf(headers);
  if (framing === null) return null;
  const status = statusOf(bytes);
  const { bodyBytes, idleMs } = framing;
  if (status === 204 || status === 304) {
    // undici takes a length here for the sign of a body that should not be there.
    return bodyBytes > 0 || bodyBytes === CHUNKED ? null : { status, headers, bodyBytes: 0, idleMs, length: at + 2 };
  }
  // Ends with the connection.
  if (bodyBytes === UNSAID) return null;
  return { status, headers, bodyBytes: isHead ? 0 : bodyBytes, idleMs, length: at + 2 };
}

function statusOf(bytes: Buffer): number {
  const at = VERSION.length;
  return digit(bytes[at]) * 100 + digit(bytes[at + 1]) * 10 + digit(bytes[at + 2]);
}

function endOfToken(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && TOKEN[bytes[at] ?? 0] === 1) at++;
  return at;
}

function endOfText(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && TEXT[bytes[at] ?? 0] === 1) at++;
  return at;
}

function endOfBlank(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

function lineBreak(bytes: Buffer, at: number, end: number): 'ok' | 'more' | null {
  if (at < end && bytes[at] !== RETURN) return null;
  if (at + 1 < end && bytes[at + 1] !== NEWLINE) return null;
  return at + 1 < end ? 'ok' : 'more';
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function digit(byte: number | undefined): number {
  return (byte ?? 48) - 48;
}
