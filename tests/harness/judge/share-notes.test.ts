import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counting } from './given.ts';
import { sentences, withId } from './sentences.ts';

describe('share notes', () => {
  it('tell how unlikely it is that a version got nothing', () => {
    const all = sentences([90, 10], counting([1000, 0]));
    assert.deepEqual(withId('M-STARVED', all), [
      'v2 (10 %) received nothing in 1,000 requests; with correct weights that happens with probability 1.7e-46.',
    ]);
    assert.deepEqual(withId('M-STARVED', sentences([90, 10], counting([900, 100]))), []);
    assert.deepEqual(withId('M-STARVED', sentences([90, 10, 0], counting([900, 100, 0]))), []);
  });

  it('ask whether the request is the unit when everything went one way', () => {
    const all = withId('M-ALLSAME', sentences([80, 20], counting([1000])));
    assert.match(all[0] ?? '', /^Every request on all 8 connections went to v1\. If the gateway picks per connection/);
    const fresh = counting([1000], { connections: { opened: 1000, fresh: true } });
    assert.match(withId('M-ALLSAME', sentences([80, 20], fresh))[0] ?? '', /If the gateway hashes the client address/);
    const typed = counting([1000], { connections: { opened: 0, fresh: false } });
    assert.match(withId('M-ALLSAME', sentences([80, 20], typed))[0] ?? '', /^Every request went to v1/);
    assert.deepEqual(withId('M-ALLSAME', sentences([80, 20], counting([999, 1]))), []);
    assert.deepEqual(withId('M-ALLSAME', sentences([100, 0], counting([10]), { tolerancePoints: 1 })), []);
  });

  it('say which test decided when it was not the usual one', () => {
    const exact = 'Smallest expected count is 3.0; the chi-square approximation is poor there, an exact test was used.';
    assert.deepEqual(withId('M-EXACT', sentences([80, 20], counting([10, 5]))), [exact]);
    assert.match(
      withId('M-EXACT', sentences([60, 30, 8, 1, 1], counting([120, 60, 16, 2, 2]), { seed: '7' }))[0] ?? '',
      /99,999 simulated runs, seed 7\)\.$/,
    );
    assert.deepEqual(withId('M-EXACT', sentences([80, 20], counting([803, 197]))), []);
    assert.match(
      withId('M-EXACT', sentences([80, 20], counting([10, 5]), { method: 'chi2' }))[0] ?? '',
      /^Warning: smallest expected count is 3\.0/,
    );
    assert.match(
      withId('M-EXACT', sentences([80, 20], counting([803, 197]), { method: 'exact' }))[0] ?? '',
      /^As asked, an exact test was used/,
    );
  });
});
