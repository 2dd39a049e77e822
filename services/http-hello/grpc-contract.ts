import type { MethodDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** What a caller of the Greeter asks for; a field that was not sent has its zero value. */
export interface HelloRequest {
  readonly name: string;
  readonly replies: number;
  readonly pause_ms: number;
}

/** One greeting. */
export interface HelloReply {
  readonly line: string;
}

/** A service whose methods all exchange the two messages above. */
type Greeter = Readonly<Record<'Hello' | 'HelloStream', MethodDefinition<HelloRequest, HelloReply>>>;

/** Full name of the service, as health checks ask for it. */
export const GREETER_NAME = 'weighbridge.hello.v1.Greeter';

/** hello.proto as data in the notation of protobuf.js; a test holds both equal. */
const HELLO_PROTO: NonNullable<Parameters<typeof fromJSON>[0]['nested']> = {
  HelloRequest: {
    fields: {
      name: { type: 'string', id: 1 },
      replies: { type: 'uint32', id: 2 },
      pause_ms: { type: 'uint32', id: 3 },
    },
  },
  HelloReply: { fields: { line: { type: 'string', id: 1 } } },
  Greeter: {
    methods: {
      // The types of protobuf.js ask for a comment where its code does not.
      Hello: { requestType: 'HelloRequest', responseType: 'HelloReply', comment: 'one greeting' },
      HelloStream: { requestType: 'HelloRequest', responseType: 'HelloReply', responseStream: true, comment: 'several' },
    },
  },
};

/** `HELLO_PROTO` below the names of its package. */
const NESTED = { nested: { weighbridge: { nested: { hello: { nested: { v1: { nested: HELLO_PROTO } } } } } } };

/** How messages become objects: field names as in the definition, and every field present. */
export const LOADING = { keepCase: true, defaults: true } as const;

/** The Greeter as grpc-js takes it, for the server and for calls to the next hop. */
// The loader types every message as `object`; the definition above is what makes them these two.
export const GREETER = fromJSON(NESTED, LOADING)[GREETER_NAME] as unknown as Greeter;
