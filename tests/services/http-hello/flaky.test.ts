import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttemptMemory } from '../../../services/http-hello/attempt-memory.ts';
import { flakyAnswer } from '../../../services/http-hello/flaky.ts';

const GREETING = 'Hello flaky(10.0.0.1)';

test('the first N attempts of one request id fail, others are not affected', () => {
  const memory = new AttemptMemory();
  const ask = (id: string) => flakyAnswer('fail=2', id, memory, GREETING).status;
  assert.deepEqual([ask('a'), ask('b'), ask('a'), ask('a'), ask('a'), ask('b'), ask('b')], [503, 503, 503, 200, 200, 503, 200]);
});

test('the answer says which attempt it was', () => {
  const memory = new AttemptMemory();
  const first = flakyAnswer('fail=1&code=429', 'id\n1', memory, GREETING);
  assert.deepEqual([first.status, first.headers['x-flaky-attempt']], [429, '1']);
  assert.equal(first.body, '429 Too Many Requests: attempt 1 of request "id\\x0a1" fails, as attempts 1 to 1 do\n');
  const second = flakyAnswer('fail=1', 'id\n1', memory, GREETING);
  assert.deepEqual([second.status, second.body], [200, `${GREETING}\n`]);
});

test('nonsense is 400 and counts nothing', () => {
  const memory = new AttemptMemory();
  for (const query of ['', 'fail=', 'fail=x', 'fail=-1', 'fail=1.5', 'fail=1000001', 'fail=1&code=200', 'fail=1&code=abc']) {
    assert.equal(flakyAnswer(query, 'id', memory, GREETING).status, 400, query);
  }
  assert.equal(flakyAnswer('fail=1', undefined, memory, GREETING).status, 400);
  assert.equal(flakyAnswer('fail=1', '', memory, GREETING).status, 400);
  assert.equal(flakyAnswer('fail=1', 'x'.repeat(257), memory, GREETING).status, 400);
  assert.equal(memory.size, 0);
});
