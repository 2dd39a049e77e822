import type { IncomingMessage } from 'node:http';
import { type Answer, refusal } from './answer.ts';

/** Longest request target in bytes: `x-path` sends it back, and gateways hold answer headers in as little as 4 KiB. */
export const MAX_TARGET_BYTES = 2_048;

/** Largest request line and headers together, in bytes. */
export const MAX_HEADER_BYTES = 16_384;

/** The request line and headers of a request. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headersDistinct' | 'rawHeaders'>;

/** What a request is refused for before its path is read, or null. */
export function refusalOf(request: RequestHead): Answer | null {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return methodRefusal(method);
  if (url.length > MAX_TARGET_BYTES) return refusal(414, `the path is longer than ${MAX_TARGET_BYTES} bytes`);
  if (headerBytes(request.rawHeaders) > MAX_HEADER_BYTES) return headerRefusal();
  const hosts = request.headersDistinct.host?.length ?? 0;
  if (hosts > 1) return refusal(400, 'the request has more than one Host header');
  if (hosts === 0 && request.httpVersion === '1.1') return refusal(400, 'an HTTP/1.1 request needs a Host header');
  return null;
}

/** The 405 for a method, with the `Allow` header that RFC 9110 asks for. */
export function methodRefusal(method: string): Answer {
  return refusal(405, `${method} is not served here, only GET and HEAD`, { allow: 'GET, HEAD' });
}

/** The 431 for too large headers. */
export function headerRefusal(): Answer {
  return refusal(431, `the request line and headers are larger than ${MAX_HEADER_BYTES} bytes together`);
}

/** Bytes of the headers as sent. Node's parser has a limit too, but does not count colons, spaces and line ends. */
function headerBytes(rawHeaders: readonly string[]): number {
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
}
