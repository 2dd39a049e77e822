import type { ClientHttp2Stream, IncomingHttpHeaders, IncomingHttpStatusHeader } from 'node:http2';
import { constants } from 'node:http2';
import type { AnswerOwner, Http2Answer } from './http2-answer.ts';
import type { Phase } from './lane.ts';

/** Who hears how the stream of a request ended; exactly one call, in a later turn, unless it is abandoned. */
export interface ExchangeOwner extends AnswerOwner {
  /** The stream ended with `code` before the answer was whole; `error` is what Node said about it, if anything. */
  cut(streamId: number | undefined, code: number, error: unknown): void;
  /** Bytes came for this stream: the connection is alive. */
  heard(): void;
}

type Headers = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** One request and its answer: one stream. Interim answers (1xx) are read and dropped. */
export class Http2Exchange {
  phase: Phase = 'waiting';
  readonly #stream: ClientHttp2Stream;
  readonly #owner: ExchangeOwner;
  readonly #answer: Http2Answer;
  #hasBegun = false;
  #cutShort = false;
  #error: unknown = null;
  #isOver = false;

  constructor(stream: ClientHttp2Stream, answer: Http2Answer, owner: ExchangeOwner) {
    this.#stream = stream;
    this.#answer = answer;
    this.#owner = owner;
    watchEnd(stream, () => {
      this.#cutShort = true;
    });
    stream.on('response', (headers: Headers, _flags: number, rawHeaders?: readonly string[]) => this.#began(headers, rawHeaders));
    stream.on('headers', () => this.#owner.heard());
    // Node tells of trailers before it ends the reading side, on which the end of the answer hangs.
    stream.on('trailers', (trailers: IncomingHttpHeaders, _flags: number, rawTrailers?: readonly string[]) =>
      this.#closing(trailers, rawTrailers),
    );
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
    this.#hasBegun = true;
    this.#answer.head(headers[':status'] ?? 0, rawHeaders ?? linesOf(headers));
  }

  #closing(trailers: IncomingHttpHeaders, rawTrailers: readonly string[] | undefined): void {
    if (this.#isOver) return;
    this.#owner.heard();
    this.#answer.trailers(rawTrailers ?? linesOf(trailers));
  }

  #received(piece: Buffer): void {
    if (this.#isOver) return;
    this.#owner.heard();
    this.#answer.data(piece);
  }

  #ended(): void {
    if (this.#isOver || this.#cutShort || !this.#hasBegun) return;
    this.#isOver = true;
    // The whole answer is here; a server that still waits for the rest of a request body need not.
    if (!this.#stream.closed) this.#stream.close(constants.NGHTTP2_NO_ERROR);
    this.#answer.ended(this.#owner);
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

/** Name, value, name, value, … where Node does not give the lines themselves. */
function linesOf(headers: IncomingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().flatMap((one) => [name, String(one)]));
}
