import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureReason } from '../../../services/http-hello/failure-reason.ts';

const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

test('a reason is never empty', () => {
  assert.equal(failureReason(coded('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED')), 'connect ECONNREFUSED 127.0.0.1:9');
  assert.equal(failureReason(coded('', 'EPERM')), 'EPERM');
  assert.equal(failureReason(new TypeError('')), 'TypeError');
  assert.equal(failureReason('odd'), 'odd');
  assert.match(failureReason(coded('socket hang up', 'ECONNRESET')), /closed before a whole answer/);
  assert.match(failureReason(coded('Parse Error: Expected HTTP/', 'HPE_INVALID_CONSTANT')), /not HTTP: HPE_INVALID_CONSTANT/);
});

test('a name with several addresses gives the reason of each', () => {
  const both = new AggregateError([new Error('connect ECONNREFUSED ::1:9'), new Error('connect ECONNREFUSED 127.0.0.1:9')]);
  assert.equal(failureReason(both), 'connect ECONNREFUSED ::1:9, connect ECONNREFUSED 127.0.0.1:9');
});
