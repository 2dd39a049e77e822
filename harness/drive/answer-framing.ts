/** Length of a body that comes in chunks. */
export const CHUNKED = -1;
/** No length was said. */
export const UNSAID = -2;
/** How long undici keeps an idle connection when the server says nothing, and at most. */
const USUAL_IDLE_MS = 4_000;
const LONGEST_IDLE_MS = 600_000;
/**
 * How long before the moment that a server names in `Keep-Alive: timeout=` an idle connection is given up. With the 2 s of
 * undici, a server that names 2 s would get a new connection for every request.
 */
export const KEEP_ALIVE_MARGIN_MS = 500;

/** What follows a head. */
export interface AnswerFraming {
  /** Bytes of the body, `CHUNKED` or `UNSAID`. */
  readonly bodyBytes: number;
  /** How long the connection may be idle after the answer, in milliseconds; 0: it is not used again. */
  readonly idleMs: number;
}

/** What the header lines (name, value, …) say about the body and the connection; null: not plainly enough. */
export function framingOf(headers: readonly Buffer[]): AnswerFraming | null {
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
