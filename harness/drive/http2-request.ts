import type { OutgoingHttpHeaders } from 'node:http2';
import type { Plan } from '../model/plan.ts';
import { httpRequest, ID_HEADER } from './http-request.ts';
import { type Http2Answer, PlainAnswer } from './http2-answer.ts';

/** The request that every stream repeats, in HTTP/2's words. */
export interface Http2Request {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | null;
  readonly isHttps: boolean;
  /** True: the connection is given up after one answer. */
  readonly fresh: boolean;
  /** Makes what reads the answer of one stream. */
  readonly newAnswer: () => Http2Answer;
  /** What the protocol above HTTP/2 calls a stream that was reset with a code: `gRPC CANCELLED`. Absent: nothing of its own. */
  readonly nameOfReset?: (code: number) => string;
}

/** The fields with the id of one request; without one, the same object for every request. */
export function headersWithId({ headers }: Http2Request, id: string | null): OutgoingHttpHeaders {
  return id === null ? headers : { ...headers, [ID_HEADER]: id };
}

/**
 * Turns the plan's probe into pseudo-header fields and lower-case names (RFC 9113 section 8.2), once for the whole run. What
 * `Host` says goes into `:authority`, which is what gateways route by.
 */
export function http2Request(plan: Plan): Http2Request {
  const { options, isHttps, fresh } = httpRequest(plan);
  const [, authority = '', ...fields] = options.headers as readonly string[];
  const headers: OutgoingHttpHeaders = {
    ':method': options.method,
    ':scheme': isHttps ? 'https' : 'http',
    ':authority': authority,
    ':path': options.path,
  };
  const body = options.body as Buffer | null;
  const values = groupedByName(fields);
  if (body !== null && !values.has('content-length')) values.set('content-length', [String(body.length)]);
  // Node refuses an array for a field that may come only once.
  for (const [name, list] of values) headers[name] = list.length === 1 ? list[0] : list;
  return { headers, body, isHttps, fresh, newAnswer: () => new PlainAnswer() };
}

function groupedByName(fields: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = (fields[i] ?? '').toLowerCase();
    const value = (fields[i + 1] ?? '').trim();
    const earlier = values.get(name);
    if (earlier === undefined) values.set(name, [value]);
    else earlier.push(value);
  }
  return values;
}
