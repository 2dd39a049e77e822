import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, refusal } from './answer.ts';
import { answerHeaders } from './answer-headers.ts';
import { CLIENT_GONE, type PathClass } from './metrics.ts';
import { ID_HEADER } from './request-id.ts';
import { refusalOf } from './request-refusal.ts';
import { readTarget, TargetError } from './request-target.ts';
import { type Route, routeOf } from './route.ts';
import { send } from './send.ts';
import type { ServerParts } from './server-parts.ts';
import { announcesTooMuch, dropBody, hasBody, MAX_BODY_BYTES } from './unread-body.ts';
import { visible } from './visible-text.ts';

/** What the client waits for before it sends its body (`Expect` header). */
export type Expectation = 'nothing' | 'continue' | 'something-unknown';

/** Answers owed on one connection; a client that pipelines more without reading is cut off, or its requests would fill the memory. */
const MAX_OWED = 1_024;

/** One request from its headers to the end of its answer. */
export class Exchange {
  readonly #parts: ServerParts;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #startedMs = performance.now();
  readonly #clientGone = new AbortController();
  #path: PathClass = 'invalid';

  constructor(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
    this.#parts = parts;
    this.#request = request;
    this.#response = response;
    parts.metrics.begin();
    parts.connections.begin(request.socket, response, () => this.#over());
  }

  /** Answers the request. Never rejects: an internal fault is reported and closes the connection. */
  async run(expectation: Expectation): Promise<void> {
    if (this.#parts.connections.openCountOn(this.#request.socket) > MAX_OWED) {
      this.#request.socket.destroy();
      return;
    }
    try {
      await this.#exchange(expectation);
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#parts.fault(`http-hello: internal fault: ${visible(words)}`);
      this.#response.destroy();
    }
  }

  async #exchange(expectation: Expectation): Promise<void> {
    const withBody = hasBody(this.#request);
    const early = expectation === 'something-unknown' ? expectationRefusal() : refusalOf(this.#request);
    if (early) return this.#send(early, withBody);
    if (withBody) {
      if (expectation === 'continue' && !announcesTooMuch(this.#request)) this.#response.writeContinue();
      const outcome = await dropBody(this.#request);
      if (outcome === 'gone') return;
      if (outcome === 'too-large')
        return this.#send(refusal(413, `the request body is larger than ${MAX_BODY_BYTES} bytes`), true);
    }
    return this.#send(await this.#answer(), false);
  }

  async #answer(): Promise<Answer> {
    const request = this.#request;
    let route: Route;
    let forwarded: string;
    try {
      const target = readTarget(request.url ?? '');
      route = routeOf(target);
      forwarded = target.forwarded;
    } catch (error) {
      if (error instanceof TargetError) return refusal(400, error.message);
      throw error;
    }
    this.#path = route.kind;
    const clientGone = this.#clientGone.signal;
    return this.#parts.service.answer(route, { target: forwarded, headers: request.headersDistinct, clientGone });
  }

  #send(answer: Answer, unreadBody: boolean): Promise<void> {
    const { config, service } = this.#parts;
    const request = this.#request;
    const attempt = request.headersDistinct['x-envoy-attempt-count']?.[0];
    const headers = answerHeaders(config, { path: request.url, host: request.headers.host, attempt });
    return send(request, this.#response, answer, { headers, close: service.draining, unreadBody });
  }

  /** The id that a client gave this request, so that the log shows which requests came here, copies of a mirror among them. */
  #idField(): string {
    const ids = this.#request.headersDistinct[ID_HEADER];
    return ids === undefined ? '' : ` ${ID_HEADER}=${visible(ids.join(', '))}`;
  }

  #over(): void {
    const { config, connections, metrics, log } = this.#parts;
    const { method, url, socket } = this.#request;
    const finished = this.#response.writableFinished;
    if (!finished) this.#clientGone.abort();
    const status = finished ? this.#response.statusCode : (connections.brokenStatus(socket) ?? CLIENT_GONE);
    const elapsedMs = performance.now() - this.#startedMs;
    metrics.end(this.#path, status, elapsedMs / 1_000);
    if (config.logRequests) log(`${method} ${visible(url ?? '')} ${status} ${elapsedMs.toFixed(1)} ms${this.#idField()}`);
  }
}

function expectationRefusal(): Answer {
  return refusal(417, 'only Expect: 100-continue is understood');
}
