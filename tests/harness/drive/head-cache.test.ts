import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readHead } from '../../../harness/drive/answer-head.ts';
import { HeadCache } from '../../../harness/drive/head-cache.ts';

const answer = (version: string): Buffer =>
  Buffer.from(`HTTP/1.1 200 OK\r\nx-version: ${version}\r\ncontent-length: 2\r\n\r\nok`);

test('repeated heads are one and the same, whatever was read in between and behind them', () => {
  const heads = new HeadCache(false);
  const first = heads.read(answer('v1'), answer('v1').length);
  assert.notEqual(heads.read(answer('v2'), answer('v2').length), first);
  const longer = Buffer.concat([answer('v1'), Buffer.from('more')]);
  assert.equal(heads.read(longer, longer.length), first);
});

test('what comes out stays when the memory that was read is used again', () => {
  const memory = answer('v1');
  const head = new HeadCache(false).read(memory, memory.length);
  memory.fill('x');
  assert.ok(head !== null && head !== 'more');
  assert.deepEqual(head.headers.map(String), ['x-version', 'v1', 'content-length', '2']);
});

test('bytes behind the end of what came do not count', () => {
  const heads = new HeadCache(false);
  const memory = answer('v1');
  heads.read(memory, memory.length);
  assert.equal(heads.read(memory, memory.length - 4), 'more');
});

test('however heads come and go, each is what the reader makes of it', () => {
  const heads = new HeadCache(false);
  fc.assert(
    fc.property(fc.nat(20), fc.nat(90), (version, cut) => {
      const bytes = answer(`v${version}`);
      const end = Math.min(bytes.length, cut);
      assert.deepEqual(heads.read(bytes, end), readHead(bytes, end, false));
    }),
    { numRuns: 2000 },
  );
});
