/** How the target is spoken to; decides which driver and which default `--group-by` rule is used. */
export type Scheme = 'tcp' | 'http' | 'https' | 'grpc' | 'grpcs';

/** True for schemes that speak TLS. */
export const usesTls = (scheme: Scheme): boolean => scheme === 'https' || scheme === 'grpcs';

/** True for schemes whose answers end in a gRPC status instead of beginning with one of HTTP. */
export const isGrpc = (scheme: Scheme): boolean => scheme === 'grpc' || scheme === 'grpcs';

/** The two methods of weighbridge's own service (services/http-hello): one reply, or a stream of them. */
export const HELLO_METHOD = '/weighbridge.hello.v1.Greeter/Hello';
export const HELLO_STREAM_METHOD = '/weighbridge.hello.v1.Greeter/HelloStream';

/** Where the requests go. Made by `expect/target.ts` from `tcp://host:port`, `http://…`, `https://…`, `grpc://…` or `grpcs://…`. */
export interface Target {
  readonly scheme: Scheme;
  /** Host name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query as sent, at least `/`; for grpc the method, `/package.Service/Method`; empty for tcp. */
  readonly path: string;
  /** The target as printed and saved: canonical, without credentials. */
  readonly text: string;
}

/** What one request looks like. Saved in the tally, so secrets are masked before they get there. */
export interface Probe {
  /** HTTP method; `GET` unless asked, always `POST` for grpc. Ignored for tcp. */
  readonly method: string;
  /** Header name and value pairs in the order they are sent, `Host` included when it differs from the target. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** HTTP request body, for grpc the fields of `HelloRequest` as JSON, or null for none. */
  readonly body: string | null;
  /** The line a tcp probe sends, newline included. */
  readonly payload: string;
}

/** TLS material, as PEM text. Never saved. */
export interface TlsMaterial {
  readonly caPem: string | null;
  readonly certPem: string | null;
  readonly keyPem: string | null;
  /** True: the server's certificate is not checked. */
  readonly insecure: boolean;
}
