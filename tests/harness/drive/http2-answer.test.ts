import assert from 'node:assert/strict';
import { it } from 'node:test';
import { headerBytes, PlainAnswer } from '../../../harness/drive/http2-answer.ts';

it('PlainAnswer is status, headers and body; trailers are dropped', () => {
  const answer = new PlainAnswer();
  const told: unknown[] = [];
  answer.head(204, [':status', '204', 'x-version', 'v1']);
  answer.data(Buffer.from('he'));
  answer.data(Buffer.from('llo'));
  answer.trailers();
  answer.ended({
    answered: (status, headers, body) => told.push([status, headers.map(String), body.toString()]),
    unreadable: () => assert.fail('every answer of HTTP can be read'),
  });
  assert.deepEqual(told, [[204, ['x-version', 'v1'], 'hello']]);
});

it('headerBytes keeps bytes as they came, without pseudo-header fields and half a pair', () => {
  const bytes = headerBytes([':status', '200', 'x', Buffer.from('Zoë').toString('latin1'), 'y']);
  assert.deepEqual(bytes.map(String), ['x', 'Zoë']);
});
