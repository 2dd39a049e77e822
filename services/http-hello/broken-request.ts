import { type Answer, refusal } from './answer.ts';
import { headerRefusal, MAX_TARGET_BYTES } from './request-refusal.ts';

/** What Node's HTTP parser says about bytes that never became a request. */
export interface ParserError {
  readonly code?: string | undefined;
  /** The piece of input in which the error was found. */
  readonly rawPacket?: Buffer | undefined;
}

/** The answer to broken input: 408 too slow, 414 or 431 too large, otherwise 400. Null = the connection is gone, nobody would read it. */
export function brokenRequestAnswer(error: ParserError): Answer | null {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null;
    case 'HPE_INVALID_EOF_STATE':
      return refusal(400, 'the request ended before it was whole');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refusal(408, 'the request took too long to arrive');
    case 'HPE_HEADER_OVERFLOW':
      return isInRequestLine(error.rawPacket)
        ? refusal(414, `the path is longer than ${MAX_TARGET_BYTES} bytes`)
        : headerRefusal();
    case 'HPE_INVALID_URL':
      return refusal(400, 'the path holds a character that must be percent-encoded');
    default:
      return refusal(400, `the request is not valid HTTP/1.1 (${error.code ?? 'unknown error'})`);
  }
}

/**
 * Whether the overflow happened in the request line. The parser does not tell, but the input does: either it begins with a
 * method and has no line end at all, or its first line ends like a request line. Only a path that trickles in over several
 * packets without its end is taken for a header.
 */
function isInRequestLine(packet: Buffer | undefined): boolean {
  if (!packet) return false;
  const text = packet.toString('latin1');
  const firstLineEnd = text.indexOf('\n');
  if (firstLineEnd === -1) return /^[A-Z]+ \S*$/.test(text);
  return firstLineEnd > MAX_TARGET_BYTES && / HTTP\/\d\.\d\r?$/.test(text.slice(0, firstLineEnd));
}
