import { STATUS_CODES } from 'node:http';
import { failedHop, type Hop, reportsFailure } from './greeting-line.ts';
import { visible } from './visible-text.ts';

/** Most bytes of a backend's answer that are read. */
export const MAX_ANSWER_BYTES = 65_536;

/** A whole answer of a backend. */
export interface BackendAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Turns a backend's answer into its part of the line. Good: status 2xx and one line of text. A 502 or 504 whose line already
 * says which hop failed is passed on with its status. Everything else is a failure of this backend: 504 for 504, otherwise 502.
 */
export function readBackendAnswer(label: string, answer: BackendAnswer): Hop {
  const text = decode(answer.body);
  const line = text === null ? null : singleLine(text);
  if (answer.status >= 200 && answer.status <= 299) {
    if (line) return { line: visible(line), failure: null };
    return failedHop(label, `status ${answer.status}, but ${fault(text)}`, 502);
  }
  const failure = answer.status === 504 ? 504 : 502;
  if (line && (answer.status === 502 || answer.status === 504) && reportsFailure(line)) return { line: visible(line), failure };
  const reason = STATUS_CODES[answer.status] ?? 'Unknown';
  return failedHop(label, `status ${answer.status} ${reason}${excerpt(line, answer.contentType)}`, failure);
}

function decode(body: Buffer): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
}

/** The text without its final newline, or null when there is more than one line. */
export function singleLine(text: string): string | null {
  const line = text.replace(/\r?\n$/, '');
  return /[\r\n]/.test(line) ? null : line;
}

/** Why a text (null: not UTF-8) is not one line. */
export function fault(text: string | null): string {
  if (text === null) return 'the answer is not UTF-8 text';
  return text.trim() === '' ? 'the answer is empty' : 'the answer has more than one line';
}

/** What a gateway or service said in plain text, such as `no healthy upstream`. */
function excerpt(line: string | null, contentType: string | undefined): string {
  if (!line || !contentType?.toLowerCase().startsWith('text/plain')) return '';
  return `, ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}
