import { clearTimeout, setTimeout } from 'node:timers';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import type { Backend } from './backend-address.ts';
import { MAX_ANSWER_BYTES } from './backend-answer.ts';
import type { BackendsCall } from './call-backend.ts';
import { failedHop, type Hop } from './greeting-line.ts';
import { readGrpcFailure, readGrpcReply } from './grpc-backend-answer.ts';
import { GREETER, type HelloReply } from './grpc-contract.ts';
import { metadataOf } from './grpc-metadata.ts';
import { BUDGET_HEADER, backendBudgetMs } from './time-budget.ts';

/** One channel is one connection, which is the point: where a mesh balances per connection, it sticks to one pod. */
const CHANNEL = {
  // Another backend with the same address gets a connection of its own.
  'grpc.use_local_subchannel_pool': 1,
  // A retry would count a request twice. Calls that no server has seen are still sent again.
  'grpc.enable_retries': 0,
  // HTTP backends are not reached through `http_proxy` either.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
  'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
  // The defaults, up to 120 s and 30 s, are for fleets: a pod that comes back is to be found within a second.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.dns_min_time_between_resolutions_ms': 1_000,
};

const { path, requestSerialize, responseDeserialize } = GREETER.Hello;

/** A backend that is called over gRPC, by one long-lived connection. */
export class GrpcBackend {
  readonly #label: string;
  readonly #client: Client;

  constructor({ label }: Backend) {
    this.#label = label;
    this.#client = new Client(`dns:///${label}`, credentials.createInsecure(), CHANNEL);
  }

  /** Calls `Hello` and resolves to this backend's part of the line. Never rejects: a failure is a part of the line too. */
  call(call: BackendsCall): Promise<Hop> {
    const label = this.#label;
    if (call.clientGone.aborted) return Promise.resolve(failedHop(label, 'the client went away', 502));
    if (call.budgetMs === 0) return Promise.resolve(failedHop(label, 'timeout, no time left', 504));
    return new Promise((resolve) => {
      const settle = (hop: Hop): void => {
        clearTimeout(timer);
        call.clientGone.removeEventListener('abort', onGone);
        resolve(hop);
      };
      const giveUp = (hop: Hop): void => {
        settle(hop);
        asked.cancel();
      };
      const onGone = (): void => giveUp(failedHop(label, 'the client went away', 502));
      const late = failedHop(label, `timeout, no whole answer within ${call.budgetMs} ms`, 504);
      // Not a deadline of the call: whose clock then ended it, ours or the backend's, could not be told apart.
      const timer = setTimeout(() => giveUp(late), call.budgetMs);
      call.clientGone.addEventListener('abort', onGone);
      const asked = this.#ask(call, (error, reply) => {
        settle(error ? readGrpcFailure(label, error) : readGrpcReply(label, reply?.line ?? ''));
      });
    });
  }

  /** Closes the connection and everything under way. */
  close(): void {
    this.#client.close();
  }

  #ask(call: BackendsCall, done: (error: ServiceError | null, reply?: HelloReply) => void) {
    const metadata = metadataOf({ ...call.headers, [BUDGET_HEADER]: [String(backendBudgetMs(call.budgetMs))] });
    const message = { name: call.name, replies: 0, pause_ms: 0 };
    return this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, message, metadata, done);
  }
}
