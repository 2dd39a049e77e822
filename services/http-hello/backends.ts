import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { type BackendCall, callBackend } from './call-backend.ts';
import type { Config } from './config.ts';
import type { Hop } from './greeting-line.ts';

/** What is the same for every backend of one request. */
export type BackendsCall = Pick<BackendCall, 'target' | 'headers' | 'budgetMs' | 'clientGone'>;

/** The backends of this hop and the kept-alive connections to them. */
export class Backends {
  readonly #config: Pick<Config, 'backends'>;
  // Node gives the first of several addresses 250 ms by default, too little for a busy cluster.
  readonly #plain = new Agent({ keepAlive: true, autoSelectFamilyAttemptTimeout: 2_000 });
  readonly #secure = new SecureAgent({ keepAlive: true, autoSelectFamilyAttemptTimeout: 2_000 });

  constructor(config: Pick<Config, 'backends'>) {
    this.#config = config;
  }

  /** Calls every backend at the same time; the hops come back in the order of the configuration. Never rejects. */
  callAll(call: BackendsCall): Promise<Hop[]> {
    const agentOf = (secure: boolean): Agent => (secure ? this.#secure : this.#plain);
    return Promise.all(this.#config.backends.map((backend) => callBackend({ ...call, backend, agent: agentOf(backend.secure) })));
  }

  /** Closes the idle connections and everything under way. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}
