import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passedOn } from '../../../services/http-hello/passed-on-headers.ts';

test('trace headers and the end user are passed on as often as they came, nothing else is', () => {
  const received = {
    tracestate: ['a=1', 'b=2'],
    'end-user': ['jason'],
    cookie: ['secret'],
    host: ['x'],
    authorization: ['y'],
    b3: undefined,
  };
  assert.deepEqual(passedOn(received), { tracestate: ['a=1', 'b=2'], 'end-user': ['jason'] });
});
