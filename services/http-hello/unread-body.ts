import type { IncomingMessage } from 'node:http';
import { clearTimeout, setTimeout } from 'node:timers';

/** Largest request body that is read and ignored, in bytes. */
export const MAX_BODY_BYTES = 65_536;

/** How long the rest of a refused body is thrown away before the connection is closed, in milliseconds. */
const LINGER_MS = 1_000;

/** Whether a request announces a body. */
export function hasBody(request: Pick<IncomingMessage, 'headers'>): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/** Whether a request announces a body that will be refused for its size. */
export function announcesTooMuch(request: Pick<IncomingMessage, 'headers'>): boolean {
  return Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES;
}

/** Reads and drops the body. Resolves to `whole`, `too-large` (the rest is still unread) or `gone` (the client went away). */
export function dropBody(request: IncomingMessage): Promise<'whole' | 'too-large' | 'gone'> {
  if (announcesTooMuch(request)) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.pause();
        resolve('too-large');
      }
    });
    request.once('end', () => resolve('whole'));
    request.once('error', () => resolve('gone'));
    request.once('close', () => resolve('gone'));
  });
}

/**
 * Throws the rest of a body away for a while. Closing a connection with unread input makes the system send a reset, and the
 * reset can destroy the answer before the client has read it (RFC 9112 9.6).
 */
export function linger(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, LINGER_MS);
    function done(): void {
      clearTimeout(timer);
      resolve();
    }
    request.removeAllListeners('data');
    request.once('end', done);
    request.once('close', done);
    request.resume();
  });
}
