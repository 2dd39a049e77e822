import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { clearTimeout, setTimeout } from 'node:timers';
import type { Backend } from './backend-address.ts';
import { MAX_ANSWER_BYTES, readBackendAnswer } from './backend-answer.ts';
import { failureReason } from './failure-reason.ts';
import { failedHop, type Hop } from './greeting-line.ts';
import { BUDGET_HEADER, backendBudgetMs } from './time-budget.ts';

/** One request to a backend, over either protocol. */
export interface BackendCall {
  readonly backend: Backend;
  /** Who is greeted: what gRPC backends are called with. */
  readonly name: string;
  /** Path and query for HTTP backends. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string[]>>;
  /** Longest time until the whole answer is here, in milliseconds; 0 = no time left. */
  readonly budgetMs: number;
  /** Aborted when the client is gone: nobody needs the answer any more. */
  readonly clientGone: AbortSignal;
}

/** What is the same for every backend of one request. */
export type BackendsCall = Omit<BackendCall, 'backend'>;

/**
 * Calls a backend over HTTP and resolves to its part of the line. `agent` keeps connections for the backend's scheme. Never
 * rejects: a failure is a part of the line too.
 */
export function callBackend(call: BackendCall, agent: Agent): Promise<Hop> {
  const { label } = call.backend;
  return new Promise((resolve) => {
    let current: ClientRequest | null = null;
    let settled = false;
    const settle = (hop: Hop): void => {
      settled = true;
      clearTimeout(timer);
      call.clientGone.removeEventListener('abort', onGone);
      resolve(hop);
    };
    const giveUp = (why: string, failure: 502 | 504 = 502): void => {
      if (!settled) settle(failedHop(label, why, failure));
      current?.destroy();
    };
    const late = (): void =>
      giveUp(call.budgetMs === 0 ? 'timeout, no time left' : `timeout, no whole answer within ${call.budgetMs} ms`, 504);
    const onGone = (): void => giveUp('the client went away');
    const timer = setTimeout(late, call.budgetMs);
    call.clientGone.addEventListener('abort', onGone);

    const attempt = (isRetry: boolean): void => {
      // The retry gets a connection of its own: the next idle one may be just as dead.
      const request = openRequest(call, isRetry ? false : agent);
      let answered = false;
      current = request;
      request.on('response', (response) => {
        answered = true;
        collect(response, giveUp, (body) => settle(readAnswer(label, response, body)));
      });
      request.on('upgrade', () => giveUp('the answer switches protocols'));
      request.on('error', (error) => {
        // The backend may close an idle connection at the very moment it is used again; a GET may then be sent once more (RFC 9110 9.2.2).
        if (!settled && !isRetry && !answered && request.reusedSocket && isReset(error)) attempt(true);
        else giveUp(failureReason(error));
      });
      request.end();
    };
    if (call.clientGone.aborted) onGone();
    else if (call.budgetMs === 0) late();
    else attempt(false);
  });
}

function openRequest(call: BackendCall, agent: Agent | false): ClientRequest {
  const { protocol, host, port, basePath } = call.backend;
  const open = protocol === 'https' ? httpsRequest : httpRequest;
  return open({
    host,
    port,
    path: `${basePath}${call.target}`,
    headers: { ...call.headers, [BUDGET_HEADER]: String(backendBudgetMs(call.budgetMs)) },
    agent,
  });
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

/** Reads the body up to the limit; a body that ends early or is too long is a failure. */
function collect(response: IncomingMessage, fail: (why: string) => void, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) fail(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    else chunks.push(chunk);
  });
  response.on('error', (error) => fail(failureReason(error)));
  response.on('end', () => done(Buffer.concat(chunks)));
}

function readAnswer(label: string, response: IncomingMessage, body: Buffer): Hop {
  return readBackendAnswer(label, { status: response.statusCode ?? 0, contentType: response.headers['content-type'], body });
}
