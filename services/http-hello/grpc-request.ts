import type { HelloRequest } from './grpc-contract.ts';
import { type GrpcRefusal, invalid } from './grpc-refusal.ts';
import { MAX_TARGET_BYTES } from './request-refusal.ts';
import { MAX_DELAY_MS } from './route.ts';

/** A greeting that was asked for over gRPC. */
export interface AskedGreeting {
  readonly name: string;
  /** Lines to send: 1 to 10,000. */
  readonly replies: number;
  /** 0 to 60,000. */
  readonly pauseMs: number;
  /** Path of the same greeting over HTTP: what HTTP backends are called with. */
  readonly target: string;
}

/** Most lines of one stream. */
const MAX_REPLIES = 10_000;

/** Reads a request, or returns the refusal that says which field is wrong. */
export function readHelloRequest(request: HelloRequest): AskedGreeting | GrpcRefusal {
  const { name, replies, pause_ms: pauseMs } = request;
  if (name === '') return invalid('name is empty, try {"name": "eric"}');
  // One limit for both protocols, so that a chain may change from one to the other at every hop.
  const target = `/hello/${encodeURIComponent(name.toWellFormed())}`;
  if (target.length > MAX_TARGET_BYTES) {
    return invalid(`name is too long: percent-encoded in a path /hello/NAME it may fill ${MAX_TARGET_BYTES} bytes`);
  }
  if (replies > MAX_REPLIES) return invalid(`replies=${replies} is above ${MAX_REPLIES}; ask for fewer, or call again`);
  if (pauseMs > MAX_DELAY_MS)
    return invalid(`pause_ms=${pauseMs} is above ${MAX_DELAY_MS}; use 0 to ${MAX_DELAY_MS} milliseconds`);
  return { name, replies: Math.max(1, replies), pauseMs, target };
}
