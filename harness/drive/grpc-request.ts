import type { Plan } from '../model/plan.ts';
import { GrpcAnswer } from './grpc-answer.ts';
import { replyKindOf } from './grpc-replies.ts';
import { grpcNameOfReset } from './grpc-reset.ts';
import { helloRequestOf } from './hello-body.ts';
import { writeHelloRequest } from './hello-message.ts';
import { type Http2Request, http2Request } from './http2-request.ts';

/** What makes a request a gRPC call. No compression is offered, so that replies can be read as they are. */
const OF_THE_CALL = { 'content-type': 'application/grpc', te: 'trailers', 'grpc-accept-encoding': 'identity' };

/**
 * Turns the plan's probe into one call that every stream repeats. A method of our own service gets a `HelloRequest`; any other an empty
 * message, which is a valid request of every type. Throws a RangeError for a body that is no `HelloRequest`.
 */
export function grpcRequest(plan: Plan): Http2Request {
  const { probe, target } = plan;
  const kind = replyKindOf(target.path);
  const message = kind === 'foreign' ? Buffer.alloc(0) : writeHelloRequest(helloRequestOf(probe.body));
  const http = http2Request({ ...plan, probe: { ...probe, method: 'POST', body: null } });
  return {
    ...http,
    // Before what the user adds, as the protocol asks; Node puts the pseudo-header fields in front by itself.
    headers: { ...OF_THE_CALL, ...http.headers },
    body: framed(message),
    newAnswer: () => new GrpcAnswer(kind),
    nameOfReset: (code) => `gRPC ${grpcNameOfReset(code)}`,
  };
}

/** Not compressed, the length, the message (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). */
function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}
