import { isGrpc, type Probe, type Target } from '../model/probe.ts';
import { grpcUnsendable } from './grpc-unsendable.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;
/** Header fields that belong to the connection or the framing; HTTP/1.1 lets the driver alone decide about them. */
const RESERVED = ['transfer-encoding', 'keep-alive', 'upgrade', 'expect'];
const ONCE_ONLY = ['host', 'content-length'];

/**
 * Says in one sentence why a probe cannot be sent, or null when it can. Without this check the first fault of such a
 * probe would show up as every single request failing. Any payload can be sent over tcp.
 */
export function unsendable(target: Target, probe: Probe): string | null {
  if (target.scheme === 'tcp') return null;
  const ofHttp = faultOfRequestLine(target, probe) ?? faultOfHeaders(probe);
  return ofHttp ?? (isGrpc(target.scheme) ? grpcUnsendable(target, probe) : null);
}

function faultOfRequestLine(target: Target, probe: Probe): string | null {
  if (!TOKEN.test(probe.method)) return `the method ${quote(probe.method)} is not one word of letters; use GET, POST, …`;
  if (probe.method === 'CONNECT') return 'the method CONNECT opens a tunnel and gets no answer to weigh; use another method';
  if (!target.path.startsWith('/')) return `the path ${quote(target.path)} does not begin with /`;
  if (/\s/.test(target.path) || CONTROL.test(target.path)) {
    return `the path ${quote(target.path)} holds a blank or a control character; write it percent-encoded`;
  }
  return null;
}

function faultOfHeaders(probe: Probe): string | null {
  const seen = new Set<string>();
  for (const [name, value] of probe.headers) {
    const key = name.toLowerCase();
    if (ONCE_ONLY.includes(key) && seen.has(key)) return `the header ${name} is given twice; give it once`;
    seen.add(key);
    const fault = faultOfHeader(key, value, probe.body);
    if (fault !== null) return `the header ${quote(`${name}: ${value}`)} ${fault}`;
  }
  return null;
}

function faultOfHeader(key: string, value: string, body: string | null): string | null {
  if (!TOKEN.test(key)) return 'has a name that is not one word of letters, digits and dashes';
  if (CONTROL.test(value)) return 'holds a control character; remove it';
  if (RESERVED.includes(key)) return 'is decided by the connection, not by the probe; remove it';
  if (key === 'host' && !/^[^\s/@?#]+$/.test(value)) return 'is not a host name with an optional port';
  if (key === 'connection' && !/^(close|keep-alive)$/i.test(value.trim())) return 'must be close or keep-alive';
  if (key === 'content-length' && value.trim() !== String(Buffer.byteLength(body ?? ''))) {
    return 'differs from the length of the body; remove it, it is sent by itself';
  }
  return null;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
