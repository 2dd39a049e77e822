import { status as GrpcStatus, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData } from '@grpc/grpc-js';
import { GREETER_NAME } from './grpc-contract.ts';

interface Question {
  readonly service: string;
}

interface Serving {
  readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';
}

/** What can be asked about: the whole server, and its one service. */
const KNOWN: ReadonlySet<string> = new Set(['', GREETER_NAME]);

/**
 * The methods of `grpc.health.v1.Health`. The package that brings the service's definition has an implementation too, but that
 * one remembers every service name it was ever asked to watch, and cannot end the watches of a server that stops.
 */
export class GrpcHealth {
  #isServing = true;
  readonly #watches = new Set<ServerWritableStream<Question, Serving>>();

  /** The methods, as grpc-js takes them. */
  readonly methods = {
    Check: (call: ServerUnaryCall<Question, Serving>, reply: sendUnaryData<Serving>): void => {
      if (KNOWN.has(call.request.service)) reply(null, this.#serving());
      else reply({ code: GrpcStatus.NOT_FOUND, details: `only "" and "${GREETER_NAME}" are known here` });
    },
    List: (_call: unknown, reply: sendUnaryData<{ readonly statuses: Readonly<Record<string, Serving>> }>): void => {
      reply(null, { statuses: Object.fromEntries([...KNOWN].map((service) => [service, this.#serving()])) });
    },
    Watch: (call: ServerWritableStream<Question, Serving>): void => {
      // The protocol wants a watch on an unknown service to stay open.
      const isKnown = KNOWN.has(call.request.service);
      call.write(isKnown ? this.#serving() : { status: 'SERVICE_UNKNOWN' });
      this.#watches.add(call);
      call.once('cancelled', () => this.#watches.delete(call));
    },
  };

  /** From now on everything known is NOT_SERVING, and whoever watches is told. */
  stop(): void {
    this.#isServing = false;
    for (const watch of this.#watches) if (KNOWN.has(watch.request.service)) watch.write(this.#serving());
  }

  /** Ends all watches: they would outlive everything else. */
  endWatches(): void {
    for (const watch of this.#watches) watch.emit('error', { code: GrpcStatus.UNAVAILABLE, details: 'stopping' });
  }

  #serving(): Serving {
    return { status: this.#isServing ? 'SERVING' : 'NOT_SERVING' };
  }
}
