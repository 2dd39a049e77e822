import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { headersOf, metadataOf } from '../../../services/http-hello/grpc-metadata.ts';

test('headers come back as they were, repeated ones as often as they came', () => {
  const headers = { tracestate: ['a=1', 'b=2'], 'x-request-id': ['r1'], 'grpc-trace-bin': ['AAEC/w=='], b3: undefined };
  const { b3: _, ...whole } = headers;
  assert.deepEqual({ ...headersOf(metadataOf(headers)) }, whole);
});

test('every header value that HTTP lets through can be carried, and plain ones unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const carried = headersOf(metadataOf({ 'end-user': [value] }))['end-user']?.[0] ?? '';
      assert.match(carried, /^[\x20-\x7e]*$/);
      if (/^[\x20-\x7e]*$/.test(value)) assert.equal(carried, value);
    }),
  );
});

test('a header may have the name of something that every object has', () => {
  assert.deepEqual(headersOf(metadataOf({ constructor: ['x'] })).constructor, ['x']);
  assert.equal(headersOf(metadataOf({})).constructor, undefined);
});
