import { STATUS_CODES } from 'node:http';
import type { Answer } from './answer.ts';

/** A whole HTTP/1.1 answer as bytes, for connections on which there is no request to respond to. Always closes the connection. */
export function rawAnswer(answer: Answer, headers: Readonly<Record<string, string>>, now: Date): Buffer {
  const body = Buffer.from(answer.body, 'utf8');
  const all: Record<string, string> = {
    ...headers,
    ...answer.headers,
    date: now.toUTCString(),
    'content-type': answer.contentType,
    'content-length': String(body.length),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
