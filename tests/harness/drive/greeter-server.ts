import { fileURLToPath } from 'node:url';
import {
  loadPackageDefinition,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceClientConstructor,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** What a call asks; the fields of `HelloRequest`. */
export interface Asked {
  readonly name: string;
  readonly replies: number;
  readonly pauseMs: number;
  readonly metadata: Metadata;
  /** Address and port of the client: one connection, while it is open. */
  readonly peer: string;
}

/** What a greeter makes of one call: a version and the lines of its replies, or a failure. */
export type Greet = (asked: Asked) => {
  readonly version: string;
  readonly lines: readonly string[];
  readonly code?: status;
  readonly details?: string;
};

export interface Greeter {
  readonly port: number;
  close(): void;
}

type Reply = { readonly line: string };
type Request = { readonly name: string; readonly replies: number; readonly pauseMs: number };
type Call = ServerUnaryCall<Request, Reply> | ServerWritableStream<Request, Reply>;

const PROTO = fileURLToPath(new URL('../../../services/http-hello/hello.proto', import.meta.url));

/** Serves our own methods with grpc-js, which shares no code with the driver. */
export async function greeterServer(greet: Greet, credentials = ServerCredentials.createInsecure()): Promise<Greeter> {
  const { weighbridge } = loadPackageDefinition(loadSync(PROTO, { defaults: true })) as unknown as {
    weighbridge: { hello: { v1: { Greeter: ServiceClientConstructor } } };
  };
  const server = new Server();
  server.addService(weighbridge.hello.v1.Greeter.service, {
    Hello: (call: ServerUnaryCall<Request, Reply>, done: sendUnaryData<Reply>) => {
      const { lines, code = status.OK, details = '' } = begin(call, greet);
      if (code === status.OK) done(null, { line: lines[0] ?? '' });
      else done({ code, details, name: 'Error', message: details });
    },
    HelloStream: (call: ServerWritableStream<Request, Reply>) => {
      const { lines, code = status.OK, details = '' } = begin(call, greet);
      for (const line of lines) call.write({ line });
      if (code === status.OK) call.end();
      else call.emit('error', { code, details });
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  return { port, close: () => server.forceShutdown() };
}

function begin(call: Call, greet: Greet): ReturnType<Greet> {
  const answer = greet({ ...call.request, metadata: call.metadata, peer: call.getPeer() });
  const metadata = new Metadata();
  metadata.set('x-version', answer.version);
  call.sendMetadata(metadata);
  return answer;
}
