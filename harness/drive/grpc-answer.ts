import { AnswerBuffer } from './answer-buffer.ts';
import type { FailureReason } from './failure-kind.ts';
import { grpcCodeOfHttp } from './grpc-http-status.ts';
import { GrpcReplies, type ReplyKind } from './grpc-replies.ts';
import { type GrpcStatusLine, grpcStatusIn } from './grpc-status-line.ts';
import { type AnswerOwner, type Http2Answer, headerBytes } from './http2-answer.ts';

/** With a suffix for how messages are written, but not `application/grpc-web`, which frames them otherwise. */
const CONTENT_TYPE = /^application\/grpc(?:[+;\s]|$)/i;

/**
 * The answer to one call: metadata, replies, trailers with the status (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Responses"). Headers are the
 * initial metadata, then the trailers. The body is what the first reply says; without one it is the message of the status, and of an
 * answer that is not gRPC at all, such as a gateway's page, its own body.
 */
export class GrpcAnswer implements Http2Answer {
  readonly #replies: GrpcReplies;
  readonly #page = new AnswerBuffer();
  #httpStatus = 0;
  #isGrpc = false;
  #initial: readonly string[] = [];
  #trailers: readonly string[] = [];

  constructor(kind: ReplyKind) {
    this.#replies = new GrpcReplies(kind);
  }

  head(status: number, rawLines: readonly string[]): void {
    this.#httpStatus = status;
    this.#initial = rawLines;
    this.#isGrpc = status === 200 && CONTENT_TYPE.test(lineNamed(rawLines, 'content-type'));
  }

  data(piece: Buffer): void {
    if (this.#isGrpc) this.#replies.add(piece);
    else this.#page.add(piece);
  }

  trailers(rawLines: readonly string[]): void {
    this.#trailers = withoutRepeated(rawLines, this.#initial);
  }

  ended(owner: AnswerOwner): void {
    // An immediate answer has its status among the headers ("Trailers-Only").
    const line = grpcStatusIn(this.#trailers) ?? (this.#replies.isEmpty ? grpcStatusIn(this.#initial) : null);
    if (!this.#isGrpc) owner.answered(this.#codeOfPage(line), this.#headers(), this.#page.bytes);
    else if (line === null) owner.unreadable(protocol('the answer ended without a gRPC status'));
    else if (line.code === null) owner.unreadable(protocol('the gRPC status of the answer is no number'));
    else if (line.code === 0) this.#endWell(owner);
    else owner.answered(line.code, this.#headers(), this.#replies.first.length > 0 ? this.#replies.first : line.message);
  }

  #endWell(owner: AnswerOwner): void {
    const fault = this.#replies.faultWhenOk();
    if (fault === null) owner.answered(0, this.#headers(), this.#replies.first);
    else owner.unreadable(protocol(fault));
  }

  /** A status that is told counts; but nobody can say OK with something that is no reply. */
  #codeOfPage(line: GrpcStatusLine | null): number {
    return line?.code || grpcCodeOfHttp(this.#httpStatus);
  }

  #headers(): readonly Buffer[] {
    return headerBytes(this.#trailers.length === 0 ? this.#initial : [...this.#initial, ...this.#trailers]);
  }
}

function protocol(detail: string): FailureReason {
  return { kind: 'protocol', detail, lasting: false };
}

function lineNamed(rawLines: readonly string[], name: string): string {
  for (let i = 0; i + 1 < rawLines.length; i += 2) if (rawLines[i] === name) return rawLines[i + 1] ?? '';
  return '';
}

/** Several lines of one name are read as one list: a version said both before and after the replies would look like two. */
function withoutRepeated(trailers: readonly string[], initial: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < trailers.length; i += 2) {
    const [name = '', value = ''] = [trailers[i], trailers[i + 1]];
    const isRepeated = initial.some((one, at) => at % 2 === 0 && one === name && initial[at + 1] === value);
    if (!isRepeated) kept.push(name, value);
  }
  return kept;
}
