import { once } from 'node:events';
import { Agent, type IncomingMessage, request as open } from 'node:http';
import { request as openTls } from 'node:https';

/** A request as it goes over the wire: nothing of it is corrected on the way. */
export interface Sent {
  readonly path: string;
  readonly host: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM of the authority, for TLS. */
  readonly authority?: string;
  /** Of the TLS hello; the host where it is left out. */
  readonly servername?: string;
  /** False: the certificate may carry another name than `servername`. */
  readonly isNameChecked?: boolean;
  /** PEM of a certificate and its key to show. */
  readonly pair?: { readonly cert: string; readonly key: string };
}

/** The same with headers that stand on several lines. */
export interface SentLines extends Omit<Sent, 'headers'> {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** What came back. Null: the answer does not say it. */
export interface Received {
  readonly status: number;
  readonly version: string | null;
  readonly pod: string | null;
  readonly path: string | null;
  readonly host: string | null;
  readonly requestId: string | null;
  readonly location: string | null;
  /** How often the gateway had tried, as the backend saw it. */
  readonly attempt: string | null;
  /** Whether a gateway refused it because its limits were reached. */
  readonly isOverload: boolean;
  readonly body: string;
}

const AGENT = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends one request to a port of loopback. */
export async function send(port: number, sent: SentLines): Promise<Received> {
  const { path, host, method = 'GET', headers = {}, authority, servername = host, isNameChecked = true, pair } = sent;
  const common = { host: '127.0.0.1', port, path, method, headers: { host, ...headers } };
  const request =
    authority === undefined
      ? open({ ...common, agent: AGENT })
      : openTls({
          ...common,
          ca: authority,
          servername,
          ...pair,
          ...(isNameChecked ? {} : { checkServerIdentity: () => undefined }),
        });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  const header = (name: string) => [response.headers[name]].flat()[0] ?? null;
  return {
    status: response.statusCode ?? 0,
    version: header('x-version'),
    pod: header('x-pod'),
    path: header('x-path'),
    host: header('x-host'),
    requestId: header('x-seen-id'),
    location: header('location'),
    attempt: header('x-attempt'),
    isOverload: header('x-envoy-overloaded') === 'true',
    body,
  };
}
