import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import { lookupOncePerSecond } from '../../../harness/drive/lookup.ts';

const ADDRESSES: LookupAddress[] = [
  { address: '10.0.0.1', family: 4 },
  { address: '::2', family: 6 },
];

/** A resolver under test: its clock, the questions it asked and a way to answer them. */
function resolver() {
  const asked: ((error: Error | null, addresses: LookupAddress[]) => void)[] = [];
  const clock = { nowMs: 0 };
  const lookup = lookupOncePerSecond(
    'a.example',
    () => clock.nowMs,
    (_host, _options, answer) => asked.push(answer),
  );
  const look = (all = true): Promise<unknown> =>
    new Promise((resolve) => lookup('a.example', { all }, (error, address) => resolve(error?.message ?? address)));
  return { asked, clock, look };
}

test('asks once for everybody who waits, and again after a second', async () => {
  const { asked, clock, look } = resolver();
  const both = Promise.all([look(), look(false)]);
  assert.equal(asked.length, 1);
  asked[0]!(null, ADDRESSES);
  assert.deepEqual(await both, [ADDRESSES, '10.0.0.1']);
  clock.nowMs = 999;
  assert.deepEqual(await look(), ADDRESSES);
  assert.equal(asked.length, 1);
  clock.nowMs = 1_000;
  const later = look(false);
  assert.equal(asked.length, 2);
  asked[1]!(null, [{ address: '10.0.0.9', family: 4 }]);
  assert.equal(await later, '10.0.0.9');
});

test('passes errors on and does not keep them', async () => {
  const { asked, look } = resolver();
  const first = look();
  asked[0]!(new Error('getaddrinfo EAI_AGAIN a.example'), []);
  assert.equal(await first, 'getaddrinfo EAI_AGAIN a.example');
  const second = look();
  asked[1]!(null, ADDRESSES);
  assert.deepEqual(await second, ADDRESSES);
});

test('an empty answer is an error', async () => {
  const { asked, look } = resolver();
  const first = look();
  asked[0]!(null, []);
  assert.equal(await first, 'getaddrinfo ENOTFOUND a.example');
});
