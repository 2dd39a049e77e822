import { createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Server, Socket } from 'node:net';
import type { Plan } from '../../../harness/model/plan.ts';
import type { Probe } from '../../../harness/model/probe.ts';
import { type LoopbackServer, listening, tcpServer } from './loopback-server.ts';
import { planFor, type Rehearsal, rehearse } from './rehearsal.ts';

/** What a server does with one request. */
export type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, rawHeaders: readonly string[]) => void;

/** An HTTP/2 server in cleartext, with its sessions in the order in which they came. */
export interface Http2Loopback extends LoopbackServer {
  readonly sessions: readonly ServerHttp2Session[];
}

/** Serves HTTP/2 in cleartext with Node's own server; its memory for one session is enough for many large answers at once. */
export async function http2Server(onStream: OnStream, settings: object = {}): Promise<Http2Loopback> {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer({ settings, maxSessionMemory: 1_000 });
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => {});
  });
  server.on('stream', (stream, headers, _flags, rawHeaders: readonly string[] = []) => {
    stream.on('error', () => {});
    onStream(stream, headers, rawHeaders);
  });
  return { ...(await listening(server as unknown as Server)), sessions };
}

/** Drives a few requests over HTTP/2 at a port. */
export function rehearseHttp2(
  port: number,
  changes: Partial<Plan> & { readonly streams?: number } = {},
  probe: Partial<Probe> = {},
  control: Parameters<typeof rehearse>[1] = {},
): Promise<Rehearsal> {
  const { streams = 1, ...plan } = changes;
  return rehearse(planFor({ scheme: 'http', port }, { http2: { streams }, ...plan }, probe), control);
}

/** One frame: RFC 9113 section 4.1. */
export function frame(type: number, flags: number, streamId: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** A 32-bit number, as RST_STREAM and GOAWAY carry. */
export function word(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, 4 * i);
  return bytes;
}

export const SETTINGS = frame(4, 0, 0);
/** HEADERS with `:status: 200` from HPACK's static table; the answer goes on. */
export const ok = (streamId: number): Buffer => frame(1, 4, streamId, Buffer.from([0x88]));
export const data = (streamId: number, text: string, isLast = false): Buffer =>
  frame(0, isLast ? 1 : 0, streamId, Buffer.from(text));
export const reset = (streamId: number, code: number): Buffer => frame(3, 0, streamId, word(code));
export const goaway = (lastStreamId: number, code: number): Buffer => frame(7, 0, 0, word(lastStreamId, code));

/** Speaks frames by hand: SETTINGS at once, then whatever `onRequest` writes for each HEADERS frame that comes. */
export function frameServer(onRequest: (socket: Socket, streamId: number, connection: number) => void): Promise<LoopbackServer> {
  let connections = 0;
  return tcpServer((socket) => {
    const connection = connections++;
    let seen = Buffer.alloc(0);
    let preface = 24;
    socket.write(SETTINGS);
    socket.on('data', (bytes) => {
      seen = Buffer.concat([seen, bytes]);
      if (preface > 0 && seen.length >= preface) {
        seen = seen.subarray(preface);
        preface = 0;
      }
      while (preface === 0 && seen.length >= 9 && seen.length >= 9 + seen.readUIntBE(0, 3)) {
        const [type, streamId] = [seen.readUInt8(3), seen.readUInt32BE(5)];
        seen = seen.subarray(9 + seen.readUIntBE(0, 3));
        if (type === 1) onRequest(socket, streamId, connection);
      }
    });
  });
}
