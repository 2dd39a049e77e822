import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpRequest, withId } from '../../../harness/drive/http-request.ts';
import { planFor } from './rehearsal.ts';

test('says the probe in the words of undici', () => {
  const plan = planFor(
    { scheme: 'https', host: 'shop.example', port: 443, path: '/a' },
    {},
    { method: 'PUT', headers: [['A', '1']], body: 'ö' },
  );
  assert.deepEqual(httpRequest(plan), {
    isHttps: true,
    fresh: false,
    options: {
      path: '/a',
      method: 'PUT',
      headers: ['host', 'shop.example', 'A', '1'],
      body: Buffer.from('ö', 'utf8'),
      reset: false,
      blocking: false,
    },
  });
});

test('the connection is fresh when the plan or the probe says so', () => {
  const target = { scheme: 'http', port: 80 } as const;
  const fresh = (value: string, freshConnections = false): boolean =>
    httpRequest(planFor(target, { freshConnections }, { headers: [['connection', value]] })).fresh;
  assert.deepEqual([fresh('close'), fresh('Close'), fresh('keep-alive'), fresh('keep-alive', true)], [true, true, false, true]);
});

test('the Host header is sent once, first, and connection headers are left to the driver', () => {
  const headers = [
    ['X', '1'],
    ['HOST', 'a.example'],
    ['Connection', 'keep-alive'],
  ] as const;
  const { options } = httpRequest(planFor({ scheme: 'http', port: 80 }, {}, { headers }));
  assert.deepEqual(options.headers, ['host', 'a.example', 'X', '1']);
});

test('an id is one more header, and leaves the request of all others as it is', () => {
  const { options } = httpRequest(planFor({ scheme: 'http', port: 80 }, {}, { headers: [['X', '1']] }));
  const before = structuredClone(options);
  assert.equal(withId(options, null), options);
  const named = withId(options, 'abc-7');
  assert.deepEqual(named.headers, [...(before.headers as string[]), 'x-weighbridge-id', 'abc-7']);
  assert.equal(named.path, before.path);
  assert.deepEqual(options, before);
});
