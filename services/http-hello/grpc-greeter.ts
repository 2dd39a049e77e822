import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { status as GrpcStatus, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData } from '@grpc/grpc-js';
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
      whileThere(call, (gone) => this.#hello(call, gone)).then(
        (line) => reply(null, { line }),
        (error: unknown) => reply(this.#statusOf(error)),
      );
    },
    HelloStream: (call: StreamCall): void => {
      whileThere(call, (gone) => this.#helloStream(call, gone)).then(
        () => call.end(),
        (error: unknown) => call.emit('error', this.#statusOf(error)),
      );
    },
  };

  async #hello(call: UnaryCall, gone: AbortSignal): Promise<string> {
    const asked = read(call.request);
    return this.#line(call, asked, gone, await pause(asked.pauseMs, gone));
  }

  async #helloStream(call: StreamCall, gone: AbortSignal): Promise<void> {
    const asked = read(call.request);
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
  #statusOf(error: unknown): GrpcRefusal {
    if (error instanceof GrpcRefusal) return error;
    if (error instanceof Error && error.name === 'AbortError') {
      return new GrpcRefusal(GrpcStatus.CANCELLED, 'the client went away');
    }
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#parts.fault(`http-hello: internal fault: ${visible(words)}`);
    return new GrpcRefusal(GrpcStatus.INTERNAL, 'internal fault');
  }
}

function read(request: HelloRequest): AskedGreeting {
  const asked = readHelloRequest(request);
  if (asked instanceof GrpcRefusal) throw asked;
  return asked;
}

/** Does `work` with a signal that is aborted when the client is gone or its deadline has passed. */
async function whileThere<T>(call: UnaryCall | StreamCall, work: (gone: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  if (call.cancelled) leave();
  call.once('cancelled', leave);
  try {
    return await work(gone.signal);
  } finally {
    // grpc-js says `cancelled` at the end of every call, and an abort that nobody needs is the dearest part of a greeting.
    call.off('cancelled', leave);
  }
}

/** Waits, and resolves to the milliseconds that this really took. */
async function pause(pauseMs: number, gone: AbortSignal): Promise<number> {
  if (pauseMs === 0) return 0;
  const startedMs = performance.now();
  await wait(pauseMs, undefined, { signal: gone });
  return performance.now() - startedMs;
}
