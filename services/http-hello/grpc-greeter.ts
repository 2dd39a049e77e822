import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  status as GrpcStatus,
  type ServerErrorResponse,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import type { HelloReply, HelloRequest } from './grpc-contract.ts';
import { headersOf } from './grpc-metadata.ts';
import { failedChain, GrpcRefusal } from './grpc-refusal.ts';
import { type AskedGreeting, readHelloRequest } from './grpc-request.ts';
import type { ServerParts } from './server-parts.ts';
import { BUDGET_HEADER, grpcBudgetMs } from './time-budget.ts';
import { visible } from './visible-text.ts';

type UnaryCall = ServerUnaryCall<HelloRequest, HelloReply>;
type StreamCall = ServerWritableStream<HelloRequest, HelloReply>;

/** The methods of the Greeter, as grpc-js takes them. */
export class GrpcGreeter {
  readonly #parts: Pick<ServerParts, 'config' | 'service' | 'fault'>;

  constructor(parts: Pick<ServerParts, 'config' | 'service' | 'fault'>) {
    this.#parts = parts;
  }

  readonly methods = {
    Hello: (call: UnaryCall, reply: sendUnaryData<HelloReply>): void => {
      this.#hello(call).then(
        (line) => reply(null, { line }),
        (error: unknown) => reply(this.#statusOf(error)),
      );
    },
    HelloStream: (call: StreamCall): void => {
      this.#helloStream(call).then(
        () => call.end(),
        (error: unknown) => call.emit('error', this.#statusOf(error)),
      );
    },
  };

  async #hello(call: UnaryCall): Promise<string> {
    const asked = read(call.request);
    const gone = clientGone(call);
    return this.#line(call, asked, gone, await pause(asked.pauseMs, gone));
  }

  async #helloStream(call: StreamCall): Promise<void> {
    const asked = read(call.request);
    const gone = clientGone(call);
    for (let sent = 0; sent < asked.replies; sent++) {
      if (sent > 0) await pause(asked.pauseMs, gone);
      const line = await this.#line(call, asked, gone, 0);
      // A client that does not read holds up the next line, not this process's memory.
      if (!call.write({ line })) await once(call, 'drain', { signal: gone });
      gone.throwIfAborted();
    }
  }

  /** One line with the chain behind it; throws a GrpcRefusal when a hop failed. */
  async #line(call: UnaryCall | StreamCall, asked: AskedGreeting, gone: AbortSignal, pausedMs: number): Promise<string> {
    const { config, service } = this.#parts;
    const headers = headersOf(call.metadata);
    const untilDeadline = Number(call.getDeadline()) - Date.now();
    const budgetMs = grpcBudgetMs(config.backendTimeoutMs, headers[BUDGET_HEADER]?.[0], { pausedMs, untilDeadline });
    const { name, target } = asked;
    const { status, line } = await service.chain({ name, target, headers, budgetMs, clientGone: gone });
    if (status !== 200) throw failedChain(status, line);
    return line;
  }

  /** How a call ends that brought no greeting; an internal fault is reported. */
  #statusOf(error: unknown): ServerErrorResponse {
    if (error instanceof GrpcRefusal) return Object.assign(error, { details: error.message });
    if (error instanceof Error && error.name === 'AbortError') {
      return Object.assign(error, { code: GrpcStatus.CANCELLED, details: 'the client went away' });
    }
    this.#parts.fault(
      `http-hello: internal fault: ${visible(error instanceof Error ? (error.stack ?? error.message) : String(error))}`,
    );
    return Object.assign(new Error('internal fault'), { code: GrpcStatus.INTERNAL, details: 'internal fault' });
  }
}

function read(request: HelloRequest): AskedGreeting {
  const asked = readHelloRequest(request);
  if (asked instanceof GrpcRefusal) throw asked;
  return asked;
}

/** Aborted when the client is gone or its deadline has passed. */
function clientGone(call: UnaryCall | StreamCall): AbortSignal {
  const gone = new AbortController();
  if (call.cancelled) gone.abort();
  else call.once('cancelled', () => gone.abort());
  return gone.signal;
}

/** Waits, and resolves to the milliseconds that this really took. */
async function pause(pauseMs: number, gone: AbortSignal): Promise<number> {
  if (pauseMs === 0) return 0;
  const startedMs = performance.now();
  await wait(pauseMs, undefined, { signal: gone });
  return performance.now() - startedMs;
}
