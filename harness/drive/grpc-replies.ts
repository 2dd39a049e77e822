import { HELLO_METHOD, HELLO_STREAM_METHOD } from '../model/probe.ts';
import { GrpcMessages } from './grpc-messages.ts';
import { readHelloLine } from './hello-message.ts';
import { oneLine } from './one-line.ts';

/** What is known of the replies of a method: one greeting, a stream of them, or nothing at all. */
export type ReplyKind = 'hello' | 'hello-stream' | 'foreign';

export function replyKindOf(path: string): ReplyKind {
  if (path === HELLO_METHOD) return 'hello';
  return path === HELLO_STREAM_METHOD ? 'hello-stream' : 'foreign';
}

const EMPTY = Buffer.alloc(0);
const LONGEST_TOLD = 80;

/** The replies of one call. */
export class GrpcReplies {
  /** The first one: the line of a greeting, the raw bytes of anything else; empty without any. */
  first: Buffer = EMPTY;
  readonly #kind: ReplyKind;
  readonly #messages = new GrpcMessages((message, length) => this.#received(message, length));
  #count = 0;
  #fault: string | null = null;

  constructor(kind: ReplyKind) {
    this.#kind = kind;
  }

  add(piece: Buffer): void {
    this.#messages.add(piece);
  }

  /** True when not a byte came: then the status may stand in the headers alone. */
  get isEmpty(): boolean {
    return this.#count === 0 && this.#messages.isAtBoundary;
  }

  /** What is wrong with the replies of a call that the server says went well; null when nothing is. */
  faultWhenOk(): string | null {
    if (this.#messages.fault !== null) return this.#messages.fault;
    if (!this.#messages.isAtBoundary) return 'the answer ended within a reply';
    if (this.#kind === 'hello' && this.#count !== 1)
      return `${this.#count === 0 ? 'no reply' : `${this.#count} replies`} came to a call that has one`;
    return this.#fault;
  }

  #received(message: Buffer, length: number): void {
    this.#count++;
    if (this.#kind === 'foreign') {
      if (this.#count === 1) this.first = message;
      return;
    }
    const line = readHelloLine(message, length);
    if (line === null) this.#fault ??= 'a reply is no HelloReply';
    else if (this.#count === 1) this.first = line;
    else if (!line.equals(this.first)) this.#fault ??= differ(this.first, line);
  }
}

/**
 * A stream stays where it was opened, so its replies name the same pods. Those that do not come from a proxy that splices streams, or from
 * hops that the server calls anew for each reply: to count the first one alone would hide the others.
 */
function differ(first: Buffer, later: Buffer): string {
  const [one, other] = [first, later].map((line) => JSON.stringify(oneLine(line.toString('utf8', 0, LONGEST_TOLD))));
  return oneLine(`the replies of one stream differ: ${one} and ${other}`);
}
