import { helloRequestOf } from '../drive/hello-body.ts';
import { HELLO_METHOD, HELLO_STREAM_METHOD, isGrpc, type Target } from '../model/probe.ts';
import { shown } from '../text/shown.ts';
import { UsageError } from './usage-error.ts';

/** Refuses a `--body` that a gRPC target cannot be sent: a call has a message of a type, and only that of our own service is known. */
export function rejectGrpcBody({ scheme, path, text }: Target, body: string | undefined): void {
  if (body === undefined || !isGrpc(scheme)) return;
  if (path !== HELLO_METHOD && path !== HELLO_STREAM_METHOD)
    throw new UsageError(
      `--body ${shown(body)}: ${text} is called with an empty message, because its type is not known; leave --body out, or call ${HELLO_METHOD}`,
    );
  try {
    helloRequestOf(body);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--body ${shown(body)}: ${error.message}`, { cause: error });
    throw error;
  }
}
