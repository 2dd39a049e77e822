import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Backend } from './backend-address.ts';
import { type BackendsCall, callBackend } from './call-backend.ts';
import type { Config } from './config.ts';
import type { Hop } from './greeting-line.ts';

/** A backend that is called over gRPC, and its one connection. */
interface Channel {
  call(call: BackendsCall): Promise<Hop>;
  close(): void;
}

/** The backends of this hop and the kept-alive connections to them. */
export class Backends {
  readonly #backends: readonly Backend[];
  readonly #channels: ReadonlyMap<Backend, Channel>;
  // Node gives the first of several addresses 250 ms by default, too little for a busy cluster.
  readonly #plain = new Agent({ keepAlive: true, autoSelectFamilyAttemptTimeout: 2_000 });
  readonly #secure = new SecureAgent({ keepAlive: true, autoSelectFamilyAttemptTimeout: 2_000 });

  private constructor(backends: readonly Backend[], channels: ReadonlyMap<Backend, Channel>) {
    this.#backends = backends;
    this.#channels = channels;
  }

  /** The backends of a configuration. No connection is opened before the first call. */
  static async of({ backends }: Pick<Config, 'backends'>): Promise<Backends> {
    const overGrpc = backends.filter((backend) => backend.protocol === 'grpc');
    if (overGrpc.length === 0) return new Backends(backends, new Map());
    // Loaded only when needed: this program then takes half as long again to start.
    const { GrpcBackend } = await import('./grpc-backend.ts');
    return new Backends(backends, new Map(overGrpc.map((backend) => [backend, new GrpcBackend(backend)])));
  }

  /** Calls every backend at the same time; the hops come back in the order of the configuration. Never rejects. */
  callAll(call: BackendsCall): Promise<Hop[]> {
    return Promise.all(this.#backends.map((backend) => this.#call(backend, call)));
  }

  /** Closes the idle connections and everything under way. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
    for (const channel of this.#channels.values()) channel.close();
  }

  #call(backend: Backend, call: BackendsCall): Promise<Hop> {
    const channel = this.#channels.get(backend);
    if (channel) return channel.call(call);
    return callBackend({ ...call, backend }, backend.protocol === 'https' ? this.#secure : this.#plain);
  }
}
