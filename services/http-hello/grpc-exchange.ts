import { clearTimeout, setTimeout } from 'node:timers';
import {
  status as GrpcStatus,
  Metadata,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';
import { observedHeaders } from './answer-headers.ts';
import { nameOf } from './grpc-backend-answer.ts';
import type { GrpcCalls } from './grpc-calls.ts';
import { GREETER } from './grpc-contract.ts';
import { metadataOf } from './grpc-metadata.ts';
import type { GrpcClass } from './metrics.ts';
import { ID_HEADER } from './request-id.ts';
import type { ServerParts } from './server-parts.ts';
import { visible } from './visible-text.ts';

/** What a call is answered with. */
export interface GrpcParts extends Omit<ServerParts, 'connections'> {
  readonly calls: GrpcCalls;
}

/** The method that never ends by itself: nobody waits for it when the process stops. */
const WATCH = '/grpc.health.v1.Health/Watch';

/** Longest status message in bytes as sent: it travels in a header, and gateways hold headers in small buffers. */
const MAX_MESSAGE_BYTES = 16_384;

/** Puts who answered into every answer, counts and logs every call, and ends those whose request never becomes whole. */
export function observed(parts: GrpcParts): ServerInterceptor {
  return ({ path }, call) => new GrpcExchange(parts, path, call).intercepted();
}

/** One call from its headers to its status. */
class GrpcExchange {
  readonly #parts: GrpcParts;
  readonly #path: string;
  readonly #call: ServerInterceptingCallInterface;
  readonly #startedMs = performance.now();
  #received = new Metadata();
  #status: GrpcStatus | null = null;
  #requestTimer: NodeJS.Timeout | null = null;

  constructor(parts: GrpcParts, path: string, call: ServerInterceptingCallInterface) {
    this.#parts = parts;
    this.#path = path;
    this.#call = call;
  }

  intercepted(): ServerInterceptingCall {
    const call = this.#call;
    let metadataSent = false;
    // grpc-js ends some calls below its interceptors (too late, too large, not protobuf), but by this method too.
    const send = call.sendStatus.bind(call);
    call.sendStatus = (status) => {
      this.#status ??= status.code;
      const metadata = status.metadata ?? new Metadata();
      if (!metadataSent) metadata.merge(this.#identity());
      send({ ...status, details: sendable(status.details), metadata });
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, nextMetadata) => {
            this.#begin(metadata);
            nextMetadata(metadata);
          },
          onReceiveHalfClose: (nextHalfClose) => {
            clearTimeout(this.#requestTimer ?? undefined);
            nextHalfClose();
          },
          // Called at the end of every call, not only of cancelled ones.
          onCancel: () => this.#over(),
        }),
      sendMetadata: (metadata, next) => {
        metadataSent = true;
        metadata.merge(this.#identity());
        next(metadata);
      },
    });
  }

  /** From here on grpc-js promises an end. */
  #begin(metadata: Metadata): void {
    const { calls, config, metrics } = this.#parts;
    this.#received = metadata;
    metrics.begin();
    if (this.#path !== WATCH) calls.begin(this);
    const tooSlow = { code: GrpcStatus.DEADLINE_EXCEEDED, details: 'the request took too long to arrive' };
    this.#requestTimer = setTimeout(() => this.#call.sendStatus(tooSlow), config.requestTimeoutMs);
  }

  #over(): void {
    const { calls, config, metrics, log } = this.#parts;
    clearTimeout(this.#requestTimer ?? undefined);
    const status = nameOf(this.#status ?? GrpcStatus.CANCELLED);
    const elapsedMs = performance.now() - this.#startedMs;
    metrics.end(classOf(this.#path), status, elapsedMs / 1_000);
    if (config.logRequests) log(`GRPC ${this.#path} ${status} ${elapsedMs.toFixed(1)} ms${this.#idField()}`);
    calls.end(this);
  }

  #identity(): Metadata {
    const attempt = this.#received.get('x-envoy-attempt-count')[0]?.toString();
    const echoed = { path: this.#path, host: this.#call.getHost(), attempt };
    const headers = Object.entries(observedHeaders(this.#parts.config, echoed));
    return metadataOf(Object.fromEntries(headers.map(([name, value]) => [name, [value]])));
  }

  #idField(): string {
    const ids = this.#received.get(ID_HEADER);
    return ids.length === 0 ? '' : ` ${ID_HEADER}=${visible(ids.join(', '))}`;
  }
}

function classOf(path: string): GrpcClass {
  if (path === GREETER.Hello.path) return 'grpc-hello';
  return path === GREETER.HelloStream.path ? 'grpc-hello-stream' : 'grpc-health';
}

/** A status message that can be sent: well-formed, and cut where it would not fit into a header. */
function sendable(details: string): string {
  const text = details.toWellFormed();
  if (encodeURI(text).length <= MAX_MESSAGE_BYTES) return text;
  // Every UTF-16 unit takes at most nine bytes percent-encoded; whoever reads the rest sees that it was cut.
  return `${text.slice(0, MAX_MESSAGE_BYTES / 9 - 1).toWellFormed()}…`;
}
