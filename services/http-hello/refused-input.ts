import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers';
import type { Answer } from './answer.ts';
import { answerHeaders } from './answer-headers.ts';
import { brokenRequestAnswer, type ParserError } from './broken-request.ts';
import { CLIENT_GONE } from './metrics.ts';
import { rawAnswer } from './raw-answer.ts';
import { methodRefusal } from './request-refusal.ts';
import type { ServerParts } from './server-parts.ts';

/** How long input is still thrown away after the last answer on a connection, in milliseconds. */
const LINGER_MS = 1_000;

/** Answers input that never became a request, and closes the connection. Node may report one broken connection several times. */
export function refuseInput(parts: ServerParts, socket: Socket, error: ParserError): void {
  const { connections, metrics } = parts;
  const answer = brokenRequestAnswer(error);
  if (!connections.breakOnce(socket, answer?.status ?? CLIENT_GONE)) return;
  const open = connections.openOn(socket);
  const owed = open.filter((response) => response.req.complete);
  if (owed.length > 0) {
    // The broken bytes came after good requests: those get their answers, then the connection ends.
    owed.at(-1)?.once('close', () => socket.destroy());
    return;
  }
  // Nothing was ever received: a gateway that opened a connection in advance must not find an answer on it.
  // An answer has begun although its request is not whole, as for a body that is too large: a second one would be garbage.
  if (!answer || socket.bytesRead === 0 || open.some((response) => response.headersSent)) {
    socket.destroy();
    return;
  }
  if (open.length === 0) metrics.refused(answer.status);
  sayGoodbye(parts, socket, answer);
}

/** Refuses a tunnel: Node has taken the connection out of the server's hands by the time it reports one. */
export function refuseTunnel(parts: ServerParts, socket: Socket): void {
  const answer = methodRefusal('CONNECT');
  parts.metrics.refused(answer.status);
  sayGoodbye(parts, socket, answer);
}

function sayGoodbye({ config }: ServerParts, socket: Socket, answer: Answer): void {
  socket.on('error', () => socket.destroy());
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const headers = answerHeaders(config, { path: undefined, host: undefined, attempt: undefined });
  socket.end(rawAnswer(answer, headers, new Date()));
  // Input is read on, because closing with unread input sends a reset that can overtake the answer.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
