import type { Probe, Target } from '../model/probe.ts';
import { replyKindOf } from './grpc-replies.ts';
import { helloRequestOf } from './hello-body.ts';

/** Written by the driver, or reserved for gRPC itself. */
const RESERVED = /^(?:grpc-.*|content-type|content-length|te|:.*)$/;
/** Begin with grpc- although they are plain metadata: tracing took the names before anybody could object. */
const TRACING = ['grpc-trace-bin', 'grpc-tags-bin'];
/** What gRPC adds and HTTP has no word for (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Custom-Metadata"). */
const NAME = /^[0-9a-z_.-]+$/;
const ASCII = /^[\x20-\x7e]*$/;
/** Padded or not. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** Says in one sentence why a probe that HTTP/2 could carry is no gRPC call, or null when it is one. */
export function grpcUnsendable(target: Target, probe: Probe): string | null {
  if (!/^\/[^/]+\/[^/?]+$/.test(target.path))
    return `the path ${JSON.stringify(target.path)} is not a gRPC method; write /package.Service/Method`;
  return faultOfMetadata(probe) ?? faultOfBody(target, probe);
}

function faultOfMetadata({ headers }: Probe): string | null {
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (key === 'host' || key === 'connection') continue;
    const fault = faultOfLine(key, value.trim());
    if (fault !== null) return `the header ${JSON.stringify(`${name}: ${value}`)} ${fault}`;
  }
  return null;
}

function faultOfLine(key: string, value: string): string | null {
  if (RESERVED.test(key) && !TRACING.includes(key)) return 'is written by gRPC itself; remove it';
  if (!NAME.test(key)) return 'has a name that gRPC does not allow; write letters, digits, dashes, dots and underscores';
  if (key.endsWith('-bin') && !value.split(',').every((part) => BASE64.test(part.trim())))
    return 'is binary metadata by its name, but not base64; encode its value';
  return ASCII.test(value) ? null : 'has a value with other characters than printable ASCII; use a -bin header with base64';
}

function faultOfBody({ path }: Target, { body }: Probe): string | null {
  if (body === null) return null;
  if (replyKindOf(path) === 'foreign') return `the method ${path} is called with an empty message; leave the body out`;
  try {
    helloRequestOf(body);
    return null;
  } catch (error) {
    return `the body: ${error instanceof Error ? error.message : String(error)}`;
  }
}
