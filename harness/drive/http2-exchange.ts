import type { ClientHttp2Stream, IncomingHttpHeaders, IncomingHttpStatusHeader } from 'node:http2';
import { constants } from 'node:http2';
import { AnswerBuffer } from './answer-buffer.ts';
import type { Phase } from './lane.ts';

/** Who hears how the stream of a request ended; exactly one call, in a later turn, unless it is abandoned. */
export interface ExchangeOwner {
  answered(status: number, headers: readonly Buffer[], body: Buffer): void;
  /** The stream ended with `code` before the answer was whole; `error` is what Node said about it, if anything. */
  cut(streamId: number | undefined, code: number, error: unknown): void;
  /** Bytes came for this stream: the connection is alive. */
  heard(): void;
}

type Headers = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** One request and its answer: one stream. Interim answers (1xx) and trailers are read and dropped. */
export class Http2Exchange {
  phase: Phase = 'waiting';
  readonly #stream: ClientHttp2Stream;
  readonly #owner: ExchangeOwner;
  readonly #body = new AnswerBuffer();
  #status = 0;
  #rawHeaders: readonly string[] = [];
  #cutShort = false;
  #error: unknown = null;
  #isOver = false;

  constructor(stream: ClientHttp2Stream, owner: ExchangeOwner) {
    this.#stream = stream;
    this.#owner = owner;
    watchEnd(stream, () => {
      this.#cutShort = true;
    });
    stream.on('response', (headers: Headers, _flags: number, rawHeaders?: readonly string[]) => this.#began(headers, rawHeaders));
    stream.on('headers', () => this.#owner.heard());
    stream.on('data', (piece: Buffer) => this.#received(piece));
    stream.on('end', () => this.#ended());
    // This listener stays for good: an error event that nobody listens to would end the process.
    stream.on('error', (error) => {
      this.#error = error;
    });
    stream.on('close', () => this.#closed());
  }

  /** Tells the server to stop; the owner hears nothing more. */
  abandon(): void {
    this.#isOver = true;
    if (!this.#stream.closed) this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  #began(headers: Headers, rawHeaders: readonly string[] | undefined): void {
    if (this.#isOver) return;
    this.#owner.heard();
    this.phase = 'receiving';
    this.#status = headers[':status'] ?? 0;
    this.#rawHeaders = rawHeaders ?? Object.entries(headers).flatMap(listOfValues);
  }

  #received(piece: Buffer): void {
    if (this.#isOver) return;
    this.#owner.heard();
    this.#body.add(piece);
  }

  #ended(): void {
    if (this.#isOver || this.#cutShort || this.#status === 0) return;
    this.#isOver = true;
    // The whole answer is here; a server that still waits for the rest of a request body need not.
    if (!this.#stream.closed) this.#stream.close(constants.NGHTTP2_NO_ERROR);
    this.#owner.answered(this.#status, bytesOf(this.#rawHeaders), this.#body.bytes);
  }

  #closed(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#owner.cut(this.#stream.id, this.#stream.rstCode ?? 0, this.#error);
  }
}

/**
 * Tells an answer that its server ended (END_STREAM) from one cut short by RST_STREAM with NO_ERROR. Node ends the reading side of a
 * stream the same way for both; only the order differs: the end of an answer comes to `push` while the stream is still open.
 */
function watchEnd(stream: ClientHttp2Stream, onCutShort: () => void): void {
  const push = stream.push;
  let isFirst = true;
  stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk === null && isFirst) {
      isFirst = false;
      if (stream.closed) onCutShort();
    }
    return push.call(stream, chunk, encoding);
  };
}

function listOfValues([name, value]: readonly [string, string | string[] | number | undefined]): string[] {
  return [value ?? []].flat().flatMap((one) => [name, String(one)]);
}

/** Name, value, name, value, … as received, without pseudo-header fields. */
function bytesOf(rawHeaders: readonly string[]): Buffer[] {
  const lines: Buffer[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (!name.startsWith(':')) lines.push(Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1'));
  }
  return lines;
}
