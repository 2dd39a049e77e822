import type { TransportFailure } from '../model/observation.ts';
import { type Lack, lackDetail, lackOf } from './lack.ts';
import { oneLine } from './one-line.ts';

/** Why one request got no answer. */
export interface FailureReason {
  readonly kind: TransportFailure;
  /** The system's own words on one line, at most 200 characters, control characters escaped. */
  readonly detail: string;
  /** True when trying again cannot help: the certificate was looked at and refused. */
  readonly lasting: boolean;
  /** Set when the request never left, because this machine had nothing to open its connection with: trying again may help, and hurts nobody. */
  readonly lack?: Lack;
}

/**
 * Names an error that a socket, the TLS layer, the resolver or undici reported. Several errors in one (a host name with
 * several addresses) are named after the most telling one. Anything unknown is `protocol`, with its own words as detail.
 */
export function failureOf(error: unknown): FailureReason {
  const lack = lackOf(error);
  if (lack !== null) return { kind: 'local', detail: lackDetail(lack, 0), lasting: false, lack };
  const told = mostTelling(error);
  const code = codeOf(told);
  return {
    kind: kindOf(code, messageOf(told)),
    detail: detailOf(code, messageOf(told)),
    lasting: REFUSED_CERTIFICATE.test(code),
  };
}

const KINDS: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ENOTCONN: 'reset',
  UND_ERR_SOCKET: 'closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed',
  ERR_STREAM_PREMATURE_CLOSE: 'closed',
  ETIMEDOUT: 'timeout',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'local',
  EADDRINUSE: 'local',
  EACCES: 'local',
  EPERM: 'local',
  EMFILE: 'local',
  ENFILE: 'local',
  EAGAIN: 'local',
  ENOBUFS: 'local',
  ENOMEM: 'local',
  EPROTO: 'tls',
};

/** OpenSSL's verification results and Node's host name check, as they appear in `error.code`. */
const REFUSED_CERTIFICATE =
  /^(CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERROR_IN_CERT|ERR_TLS_CERT_)/;

function kindOf(code: string, message: string): TransportFailure {
  // undici reports an unasked-for 100 or 101 answer with the code of a closed socket.
  if (code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)/.test(message)) return 'protocol';
  // Node words a peer that hangs up during the TLS handshake as a reset although a FIN came.
  if (code === 'ECONNRESET' && message.startsWith('Client network socket disconnected')) return 'closed';
  // What undici's parser says, without a code, about a chunked answer that the peer's FIN cut short.
  if (message.includes('(Invalid EOF state)')) return 'closed';
  const known = KINDS[code];
  if (known !== undefined) return known;
  if (code.startsWith('EAI_')) return 'dns';
  if (/^(ERR_TLS_|ERR_SSL_|ERR_OSSL_)/.test(code) || REFUSED_CERTIFICATE.test(code)) return 'tls';
  return 'protocol';
}

function detailOf(code: string, message: string): string {
  const words = oneLine(message);
  if (words === '') return code === '' ? 'unknown error' : oneLine(code);
  return code === '' || code.startsWith('UND_ERR') || words.includes(code) ? words : oneLine(`${words} (${code})`);
}

/** The order in which the failures of several addresses explain the whole: what an existing host said comes first. */
const TELLING: readonly TransportFailure[] = [
  'tls',
  'refused',
  'reset',
  'closed',
  'timeout',
  'unreachable',
  'dns',
  'local',
  'protocol',
];

function mostTelling(error: unknown): unknown {
  // undici wraps the errors of several addresses in its own connect time-out.
  const inner = error instanceof Error && error.cause instanceof AggregateError ? error.cause : error;
  if (!(inner instanceof AggregateError) || inner.errors.length === 0) return error;
  return inner.errors.reduce((best, next) => (rank(next) < rank(best) ? next : best));
}

function rank(error: unknown): number {
  return TELLING.indexOf(kindOf(codeOf(error), messageOf(error)));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
