import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ParserError } from './broken-request.ts';
import { Exchange, type Expectation } from './exchange.ts';
import { refuseInput, refuseTunnel } from './refused-input.ts';
import { MAX_HEADER_BYTES } from './request-refusal.ts';
import type { ServerParts } from './server-parts.ts';

/** Longer than gateways keep idle connections (Envoy and nginx: 60 s), so that the gateway is the one that closes. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP server around a service, not listening yet: limits, and who deals with what the parser reports. */
export function createHelloServer(parts: ServerParts): Server {
  const { requestTimeoutMs } = parts.config;
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // Node looks for late requests at this interval only; its default is 30 s.
    connectionsCheckingInterval: Math.min(1_000, Math.ceil(requestTimeoutMs / 4)),
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node would refuse without a word of explanation; `refusalOf` says it in a line.
    requireHostHeader: false,
  });
  // Node drops headers above a count in silence; their size is the limit here.
  server.maxHeadersCount = 0;
  // A client may close its sending side after the request and still read (`printf … | nc -N`). Missing in Node's types.
  Object.assign(server, { httpAllowHalfOpen: true });
  const receive = (expectation: Expectation) => (request: IncomingMessage, response: ServerResponse) =>
    void new Exchange(parts, request, response).run(expectation);
  server.on('connection', (socket) => parts.connections.add(socket));
  server.on('request', receive('nothing'));
  server.on('checkContinue', receive('continue'));
  server.on('checkExpectation', receive('something-unknown'));
  server.on('clientError', (error, socket) => refuseInput(parts, socket as Socket, error as ParserError));
  server.on('connect', (_request, socket) => refuseTunnel(parts, socket as Socket));
  return server;
}
