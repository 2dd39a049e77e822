import { WireReader } from './grpc-wire.ts';

/** What weighbridge's own service is asked: `weighbridge.hello.v1.HelloRequest`. */
export interface HelloRequest {
  readonly name: string;
  /** Replies of a stream, 0 to 2^32 − 1; 0: the server decides. */
  readonly replies: number;
  /** Milliseconds between two replies of a stream, 0 to 2^32 − 1. */
  readonly pauseMs: number;
}

const NAME = 1;
const REPLIES = 2;
const PAUSE_MS = 3;
const LINE = 1;
const EMPTY = Buffer.alloc(0);

/** The request as protobuf writes it: fields with their default value, an empty text or 0, are left out. */
export function writeHelloRequest({ name, replies, pauseMs }: HelloRequest): Buffer {
  const text = Buffer.from(name, 'utf8');
  const parts = [...numberField(REPLIES, replies), ...numberField(PAUSE_MS, pauseMs)];
  const named = text.length === 0 ? [] : [Buffer.from([NAME * 8 + 2, ...varint(text.length)]), text];
  return Buffer.concat([...named, Buffer.from(parts)]);
}

function numberField(number: number, value: number): number[] {
  return value === 0 ? [] : [number * 8, ...varint(value)];
}

/** Seven bits a byte, the lowest first, the highest bit set in all but the last (protobuf.dev, "Encoding"). */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/**
 * The `line` of a `HelloReply`, as its UTF-8 bytes; empty where the reply has none. Fields that it does not know are skipped; of a field
 * that comes twice the last one holds. Null when this is no such message: it ends within a field, or the line is not UTF-8.
 *
 * @param length bytes that the message had, when `reply` holds only the first of them; a line that goes on behind them is cut
 */
export function readHelloLine(reply: Buffer, length: number = reply.length): Buffer | null {
  const reader = new WireReader(reply, length);
  let line: Buffer = EMPTY;
  for (let field = reader.next(); field !== null; field = reader.next()) {
    if (field.number !== LINE) continue;
    line = field.bytes;
    // A cut text may end within a character.
    if (!isUtf8(line, reader.state === 'cut')) return null;
  }
  return reader.state === 'malformed' ? null : line;
}

function isUtf8(bytes: Buffer, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}
