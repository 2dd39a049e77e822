/** Headers that every hop passes on, so that traces stay whole and routes can match on the end user behind the first hop. */
const PASSED_ON = [
  'x-request-id',
  'traceparent',
  'tracestate',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
  'x-ot-span-context',
  'grpc-trace-bin',
  'end-user',
] as const;

/** Picks the headers to pass on, a repeated header as often as it came. Input as `IncomingMessage.headersDistinct`. */
export function passedOn(received: Readonly<Record<string, readonly string[] | undefined>>): Record<string, string[]> {
  const picked: Record<string, string[]> = {};
  for (const name of PASSED_ON) {
    const values = received[name];
    if (values !== undefined) picked[name] = [...values];
  }
  return picked;
}
