import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { linger } from './unread-body.ts';

/** How an answer leaves. */
export interface Sending {
  /** Headers that every answer carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** True: the connection is closed after this answer. */
  readonly close: boolean;
  /** True: a part of the request's body was not read; implies `close`. */
  readonly unreadBody: boolean;
}

const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** Sends an answer with an exact Content-Length. A client that is gone is not an error. */
export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer, how: Sending): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  const body = answer.status === 205 ? '' : answer.body;
  const headers: Record<string, string> = { ...how.headers, ...answer.headers };
  if (how.close || how.unreadBody) headers.connection = 'close';
  if (!BODILESS.has(answer.status)) {
    headers['content-type'] = answer.contentType;
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  response.writeHead(answer.status, headers);
  if (!how.unreadBody) {
    response.end(BODILESS.has(answer.status) ? undefined : body);
    return;
  }
  // The client has its whole answer now; the connection itself ends only after the rest of the body.
  response.write(body);
  await linger(request);
  response.end();
}
