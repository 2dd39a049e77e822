import { constants } from 'node:http2';
import type { TransportFailure } from '../model/observation.ts';
import { type FailureReason, failureOf } from './failure-kind.ts';
import { oneLine } from './one-line.ts';

const NAMES: readonly string[] = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** Codes that say somebody broke the rules of HTTP/2, or that HTTP/2 is not wanted; any other ends a stream as a reset does. */
const PROTOCOL_CODES: readonly number[] = [
  constants.NGHTTP2_PROTOCOL_ERROR,
  constants.NGHTTP2_FLOW_CONTROL_ERROR,
  constants.NGHTTP2_FRAME_SIZE_ERROR,
  constants.NGHTTP2_COMPRESSION_ERROR,
  constants.NGHTTP2_ENHANCE_YOUR_CALM,
  constants.NGHTTP2_INADEQUATE_SECURITY,
  constants.NGHTTP2_HTTP_1_1_REQUIRED,
];

/** What a peer that hangs up without a word about why is called. */
export const CLOSED: FailureReason = { kind: 'closed', detail: 'the peer closed the connection', lasting: false };

/** The name of an error code as RFC 9113 section 7 writes it. */
export function codeName(code: number): string {
  return NAMES[code] ?? `code 0x${code.toString(16)}`;
}

/** A stream that ended before its answer was whole, while its connection went on. `name`: what a protocol above HTTP/2 calls that. */
export function failureOfStream(code: number, name?: string): FailureReason {
  // Meant for a server that has answered and wants no more of the request (RFC 9113 section 8.1); within an answer it cuts that short.
  const detail = code === constants.NGHTTP2_NO_ERROR ? 'within the answer, with NO_ERROR' : `with ${codeName(code)}`;
  return {
    kind: kindOfCode(code),
    detail: `the stream was reset ${detail}${name === undefined ? '' : ` (${name})`}`,
    lasting: false,
  };
}

function kindOfCode(code: number): TransportFailure {
  if (code === constants.NGHTTP2_NO_ERROR) return 'closed';
  if (code === constants.NGHTTP2_REFUSED_STREAM) return 'refused';
  return PROTOCOL_CODES.includes(code) ? 'protocol' : 'reset';
}

/** A connection that the server ended with GOAWAY and an error code. */
export function failureOfGoaway(code: number): FailureReason {
  return { kind: 'protocol', detail: `the server ended the connection with GOAWAY ${codeName(code)}`, lasting: false };
}

/**
 * A connection that broke before the server sent its SETTINGS, with which every HTTP/2 server begins (RFC 9113 section 3.4). Words of the
 * network stay what they are; anything else came from a peer that speaks something else.
 */
export function failureBeforeSettings(error: unknown): FailureReason {
  const reason = failureOf(error);
  if (/NO_APPLICATION_PROTOCOL/.test(codeOf(error)))
    return doesNotSpeak('the TLS handshake was refused for want of a common protocol');
  return reason.kind === 'protocol' ? doesNotSpeak(`its first bytes are not a SETTINGS frame (${reason.detail})`) : reason;
}

/** A TLS server that agreed on `protocol`, or on none, when h2 was all it was offered. */
export function failureOfAlpn(protocol: string | false | null): FailureReason {
  return doesNotSpeak(`the TLS handshake agreed on ${protocol || 'no protocol'}, not on h2`);
}

function doesNotSpeak(why: string): FailureReason {
  // Lasting: no server learns HTTP/2 while we wait.
  return { kind: 'protocol', detail: oneLine(`the server does not speak HTTP/2: ${why}`), lasting: true };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
