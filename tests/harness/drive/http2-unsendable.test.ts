import assert from 'node:assert/strict';
import { test } from 'node:test';
import { http2Unsendable } from '../../../harness/drive/http2-unsendable.ts';
import { http2Server, rehearseHttp2 } from './http2-server.ts';

const probe = (...headers: (readonly [string, string])[]) => ({ method: 'GET', headers, body: null, payload: '' });

test('names fields that HTTP/2 does not have, and what to do', () => {
  assert.match(http2Unsendable(probe(['Proxy-Connection', 'close']))!, /Proxy-Connection is not allowed in HTTP\/2; remove it/);
  assert.match(http2Unsendable(probe(['HTTP2-Settings', 'x']))!, /not allowed/);
  assert.match(http2Unsendable(probe(['TE', 'gzip']))!, /TE may only say trailers/);
  assert.match(http2Unsendable(probe(['User-Agent', 'a'], ['user-agent', 'b']))!, /user-agent is given twice; give it once/);
});

test('lets everything else through, and Node sends it', async () => {
  const headers = [
    ['te', 'trailers'],
    ['Connection', 'keep-alive'],
    ['x-a', '1'],
    ['x-a', '2'],
    ['Accept', 'a'],
    ['accept', 'b'],
    ['cookie', 'a=b'],
    ['cookie', 'c=d'],
    ['user-agent', 'x'],
  ] as const;
  assert.equal(http2Unsendable(probe(...headers)), null);
  const server = await http2Server((stream) => stream.end('x'));
  const { answers } = await rehearseHttp2(server.port, {}, { headers });
  assert.equal(answers.length, 4);
});
