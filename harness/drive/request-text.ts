import { type HttpRequest, ID_HEADER } from './http-request.ts';

/** A request as it goes over the wire, in latin1: each character is one byte. */
export interface RequestText {
  /** `id`: value of the header that names the request; null: it has none. */
  of(id: string | null): string;
}

/** Methods whose requests say that their body is empty. */
const BODY_EXPECTED: ReadonlySet<string> = new Set(['PUT', 'POST', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH']);

/** Writes a request once for the whole run, byte for byte as undici would. */
export function requestText({ options, fresh }: HttpRequest): RequestText {
  const { method, path } = options;
  // As `httpRequest` made them: the Host header first.
  const [, host, ...fields] = options.headers as readonly string[];
  let before = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: ${fresh ? 'close' : 'keep-alive'}\r\n`;
  for (let index = 0; index < fields.length; index += 2) {
    // The length is said behind all others, from the body itself.
    if (fields[index]?.toLowerCase() !== 'content-length') before += `${fields[index]}: ${fields[index + 1]}\r\n`;
  }
  const body = options.body instanceof Buffer ? options.body : NOTHING;
  const says = body.length > 0 || BODY_EXPECTED.has(method);
  const after = `${says ? `content-length: ${body.length}\r\n` : ''}\r\n${body.toString('latin1')}`;
  const plain = before + after;
  return { of: (id) => (id === null ? plain : `${before}${ID_HEADER}: ${id}\r\n${after}`) };
}

const NOTHING = Buffer.alloc(0);
