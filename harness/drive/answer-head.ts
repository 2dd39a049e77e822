import { TEXT, TOKEN } from './octets.ts';

/** Length of a body that comes in chunks. */
export const CHUNKED = -1;

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

/** No length was said. */
const UNSAID = -2;
/** How long undici keeps an idle connection when the server says nothing, and at most. */
const USUAL_IDLE_MS = 4_000;
const LONGEST_IDLE_MS = 600_000;
/**
 * How long before the moment that a server names in `Keep-Alive: timeout=` an idle connection is given up. With the 2 s of
 * undici, a server that names 2 s would get a new connection for every request.
 */
export const KEEP_ALIVE_MARGIN_MS = 500;

/** What the header lines say about the body and the connection; null: not plainly enough. */
function framingOf(headers: readonly Buffer[]): { readonly bodyBytes: number; readonly idleMs: number } | null {
  const said = decidingLines(headers);
  if (said === null) return null;
  const connection = said.connection ?? 'keep-alive';
  if (connection !== 'keep-alive' && connection !== 'close') return null;
  const bodyBytes = bodyBytesOf(said['content-length'], said['transfer-encoding']);
  return bodyBytes === null ? null : { bodyBytes, idleMs: connection === 'close' ? 0 : idleMsOf(said['keep-alive']) };
}

/** The lines that decide, by name, in lower case; null when there is one of them twice, or one that this reader does not heed. */
function decidingLines(headers: readonly Buffer[]): Partial<Record<string, string>> | null {
  const said: Partial<Record<string, string>> = {};
  for (let index = 0; index < headers.length; index += 2) {
    const field = headers[index];
    if (field === undefined || !DECIDING_LENGTHS.has(field.length)) continue;
    const name = field.toString('latin1').toLowerCase();
    if (!DECIDING.includes(name)) continue;
    // The parser under undici heeds the latter like `connection`.
    if (name in said || name === 'proxy-connection') return null;
    said[name] = headers[index + 1]?.toString('latin1').toLowerCase() ?? '';
  }
  return said;
}

function bodyBytesOf(length: string | undefined, coding: string | undefined): number | null {
  if (coding !== undefined) return coding === 'chunked' && length === undefined ? CHUNKED : null;
  if (length === undefined) return UNSAID;
  return /^\d{1,15}$/.test(length) ? Number(length) : null;
}

const DECIDING: readonly string[] = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'proxy-connection'];
const DECIDING_LENGTHS: ReadonlySet<number> = new Set(DECIDING.map((name) => name.length));

function idleMsOf(keepAlive: string | undefined): number {
  const seconds = /(?:^|,)[\t ]*timeout=(\d+)/i.exec(keepAlive ?? '')?.[1];
  if (seconds === undefined) return USUAL_IDLE_MS;
  return Math.min(Math.max(0, Number(seconds) * 1000 - KEEP_ALIVE_MARGIN_MS), LONGEST_IDLE_MS);
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
