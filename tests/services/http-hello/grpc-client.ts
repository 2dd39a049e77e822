import { once } from 'node:events';
import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { type CallOptions, Client, credentials, Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { GREETER, type HelloReply, type HelloRequest } from '../../../services/http-hello/grpc-contract.ts';
import { type HelloProcess, startHello } from './hello-process.ts';

interface Scope {
  after: (end: () => void | Promise<void>) => unknown;
}

/** How a call ended. */
export interface Called {
  /** Name of the status, such as `OK`. */
  readonly status: string;
  readonly details: string;
  readonly lines: readonly string[];
  /** First metadata and trailers together, as the caller of a library sees them. */
  readonly metadata: Record<string, string>;
}

/** The real program with a gRPC port, on free loopback ports. */
export function startGrpcHello(scope: Parameters<typeof startHello>[0], env: Record<string, string> = {}): Promise<HelloProcess> {
  return startHello(scope, { GRPC_PORT: '0', ...env });
}

/** A client with a connection of its own; closed when `scope`, normally a test, is over. */
export function clientOf(scope: Scope, port: number): Client {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
  });
  scope.after(() => client.close());
  return client;
}

/** Calls `Hello` and resolves to how that ended. */
export function hello(client: Client, request: Partial<HelloRequest>, headers: Record<string, string | Buffer> = {}) {
  const { path, requestSerialize, responseDeserialize } = GREETER.Hello;
  return new Promise<Called>((resolve) => {
    const seen = new Metadata();
    let error: ServiceError | null = null;
    let reply: HelloReply | undefined;
    const done = (failed: ServiceError | null, got?: HelloReply): void => {
      error = failed;
      reply = got;
    };
    const call = client.makeUnaryRequest(path, requestSerialize, responseDeserialize, whole(request), metadataOf(headers), done);
    call.on('metadata', (first) => seen.merge(first));
    call.on('status', (end) => resolve(called(end, seen, reply && !error ? [reply.line] : [])));
  });
}

/** Begins `HelloStream`. */
export function openStream(client: Client, request: Partial<HelloRequest>, options: CallOptions = {}) {
  const { path, requestSerialize, responseDeserialize } = GREETER.HelloStream;
  return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, whole(request), options);
}

/** Calls `HelloStream` and resolves to how that ended. */
export async function helloStream(client: Client, request: Partial<HelloRequest>): Promise<Called> {
  const seen = new Metadata();
  const lines: string[] = [];
  const call = openStream(client, request);
  call.on('metadata', (first) => seen.merge(first));
  call.on('data', (reply: HelloReply) => lines.push(reply.line));
  call.on('error', () => undefined);
  const end = await new Promise<StatusObject>((resolve) => call.on('status', resolve));
  return called(end, seen, lines);
}

/** A call made by hand, for what no client library sends: `body` as it goes on the wire, the end of the request only if told so. */
export async function rawCall(port: number, body: Buffer, headers: Record<string, string> = {}, end = true) {
  const session = connect(`http://127.0.0.1:${port}`);
  const ended = await rawCallOn(session, body, headers, end);
  session.close();
  return ended;
}

/** The same on a connection that there is already. `onSent` is called when the kernel has taken the request. */
export async function rawCallOn(
  session: ClientHttp2Session,
  body: Buffer,
  headers: Record<string, string> = {},
  end = true,
  onSent: () => void = () => undefined,
) {
  session.on('error', () => undefined);
  const call = session.request({
    ':method': 'POST',
    ':path': GREETER.Hello.path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  call.on('error', () => undefined).once('finish', onSent);
  if (body.length > 0) call.write(body);
  if (end) call.end();
  let trailers = {};
  call.on('trailers', (got) => {
    trailers = got;
  });
  call.resume();
  const [first] = await once(call, 'response');
  if (!call.readableEnded) await once(call, 'end');
  call.close(constants.NGHTTP2_CANCEL);
  return { ...first, ...trailers } as Record<string, string>;
}

/** A message with the five bytes that gRPC puts before it. */
export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A request as it goes on the wire. */
export function framedRequest(request: Partial<HelloRequest>): Buffer {
  return framed(GREETER.Hello.requestSerialize(whole(request)));
}

function whole(request: Partial<HelloRequest>): HelloRequest {
  return { name: '', replies: 0, pause_ms: 0, ...request };
}

function metadataOf(headers: Record<string, string | Buffer>): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}

function called(end: StatusObject, seen: Metadata, lines: readonly string[]): Called {
  seen.merge(end.metadata);
  const metadata = Object.fromEntries(Object.entries(seen.getMap()).map(([name, value]) => [name, String(value)]));
  return { status: status[end.code] ?? '', details: end.details, lines, metadata };
}
