import { isIPv6 } from 'node:net';

/** A backend of this hop. */
export interface Backend {
  /** `host:port` as error lines and metrics name it; IPv6 in brackets. */
  readonly label: string;
  readonly protocol: 'http' | 'https' | 'grpc';
  /** Host name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Put before the path of every request: empty, or `/base` without a slash at the end. */
  readonly basePath: string;
}

/** The port of a backend that names none, whatever form it is written in. */
const DEFAULT_PORT = 8001;
const DEFAULT_GRPC_PORT = 8002;

const FORM = /^(?:(?<scheme>https?|grpc):\/\/)?(?:\[(?<v6>[^\]]*)\]|(?<name>[^:/?#@[\]]*))(?::(?<port>\d*))?(?<path>\/[^?#]*)?$/i;
const NAME = /^[a-z0-9_](?:[a-z0-9._-]{0,252})$/i;

/**
 * Reads `host`, `host:port`, `[v6]:port`, a bare IPv6 address, `http(s)://host:port/base` or `grpc://host:port`. Throws an Error that says what is wrong.
 * Not read with `URL`: it drops an explicit `:80`, which would then look like "no port" and become 8001.
 */
export function parseBackend(text: string): Backend {
  if (isIPv6(text)) return backend('http', text, DEFAULT_PORT, '');
  const parts = FORM.exec(text)?.groups;
  if (!parts) throw new Error('is not a backend address');
  const { scheme, v6, name, port, path = '' } = parts;
  if (v6 !== undefined && !isIPv6(v6)) throw new Error('has no IPv6 address in its brackets');
  if (v6 === undefined && !NAME.test(name ?? '')) throw new Error('has no valid host name');
  if (scheme === undefined && path !== '') throw new Error('has a path, which needs http:// in front');
  if (!/^[\x21-\x7e]*$/.test(path)) throw new Error('has a base path that is not percent-encoded ASCII');
  const protocol = (scheme?.toLowerCase() ?? 'http') as Backend['protocol'];
  const basePath = path.replace(/\/+$/, '');
  if (protocol === 'grpc' && basePath !== '') throw new Error('has a base path, which gRPC does not have');
  const number = port === undefined ? defaultPort(protocol) : Number(port);
  if (port === '' || number < 1 || number > 65_535) throw new Error('has a port outside 1 to 65535');
  return backend(protocol, v6 ?? name ?? '', number, basePath);
}

function defaultPort(protocol: Backend['protocol']): number {
  return protocol === 'grpc' ? DEFAULT_GRPC_PORT : DEFAULT_PORT;
}

function backend(protocol: Backend['protocol'], host: string, port: number, basePath: string): Backend {
  return { label: `${host.includes(':') ? `[${host}]` : host}:${port}`, protocol, host, port, basePath };
}
