import type { Socket } from 'node:net';
import type { Answers } from './answers.ts';
import { MAX_LINE_BYTES } from './answers.ts';

/** How long to wait for the peer's own goodbye before closing. A close with unread bytes is a reset, which can destroy answers on their way. */
const LINGER_MS = 250;

/** Turns of the event loop without a byte after which a connection counts as read empty. */
const QUIET_TURNS = 5;

/**
 * One peer: reads, answers, and reads on only when the answers have been taken over by the system. So a peer that does not read stops
 * being read, and holds at most one chunk, one slice of answers and one unfinished line of memory.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #answers: Answers;
  readonly #note: (text: string) => void;
  /** Answers are under way: nothing is read. */
  #busy = false;
  /** The peer has half-closed: its last line may lack a newline. */
  #ended = false;
  /** Our goodbye is said: what still comes is thrown away. */
  #leaving = false;
  /** Leave as soon as what has been read is answered. */
  #readNoMore = false;
  #quietTurns = 0;

  /** Takes over an accepted socket (half-open allowed). `note` is told what an operator should know. */
  constructor(socket: Socket, answers: Answers, note: (text: string) => void) {
    this.#socket = socket;
    this.#answers = answers;
    this.#note = note;
    socket.on('data', (chunk) => this.#hear(chunk));
    socket.on('end', () => this.#hearEnd());
    // A reset is how load drivers say goodbye; the socket closes itself and nobody else is concerned.
    socket.on('error', () => {});
  }

  /**
   * Called once per event loop turn while the program shuts down: says goodbye once everything received is answered.
   * `now`: do not wait for a pause in what the peer sends.
   */
  settle(now: boolean): void {
    if (this.#leaving || this.#ended) return;
    this.#readNoMore ||= now;
    this.#quietTurns = this.#busy ? 0 : this.#quietTurns + 1;
    if (!this.#busy && (now || this.#quietTurns >= QUIET_TURNS)) this.#leave();
  }

  /** Drops the connection with whatever has not been delivered. */
  destroy(): void {
    this.#socket.destroy();
  }

  #hear(chunk: Buffer): void {
    if (this.#leaving) return;
    this.#quietTurns = 0;
    this.#answers.feed(chunk);
    this.#speak();
  }

  #hearEnd(): void {
    this.#ended = true;
    if (!this.#busy && !this.#leaving) this.#finish();
  }

  #speak(): void {
    const slice = this.#answers.slice();
    const room = slice.length === 0 || this.#socket.write(slice);
    if (room && !this.#answers.pending) this.#listen();
    else this.#goOnWhenThereIsRoom(room);
  }

  #goOnWhenThereIsRoom(room: boolean): void {
    this.#busy = true;
    this.#socket.pause();
    // Always through the event loop: when the system takes everything at once, 'drain' comes before other peers get their turn.
    if (room) setImmediate(() => this.#goOn());
    else this.#socket.once('drain', () => setImmediate(() => this.#goOn()));
  }

  #goOn(): void {
    if (this.#socket.destroyed) return;
    if (this.#answers.pending) this.#speak();
    else this.#listen();
  }

  #listen(): void {
    this.#busy = false;
    if (this.#answers.tooLong) {
      this.#note(`closed a connection: line over ${MAX_LINE_BYTES} bytes`);
      this.#leave();
    } else if (this.#ended) this.#finish();
    else if (this.#readNoMore) this.#leave();
    else this.#socket.resume();
  }

  /** The peer has sent everything: answer the rest; the socket closes itself when both directions have ended. */
  #finish(): void {
    this.#socket.end(this.#answers.last());
  }

  /** Ends our side first: FIN after every answer, then read and throw away until the peer closes too, or for `LINGER_MS`. */
  #leave(): void {
    this.#leaving = true;
    this.#socket.pause();
    this.#socket.end(() => {
      this.#socket.resume();
      setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
    });
  }
}
