import { STATUS_CODES } from 'node:http';
import { visible } from './visible-text.ts';

/** One answer before it is put on the wire. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The whole body, newline included. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A one-line text answer; control characters in `line` are escaped. */
export function lineAnswer(status: number, line: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${visible(line)}\n`, headers };
}

/** A refusal that says what was wrong: `404 Not Found: /hello needs a name, try /hello/eric`. */
export function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return lineAnswer(status, `${status} ${STATUS_CODES[status] ?? 'Unknown'}: ${message}`, headers);
}
