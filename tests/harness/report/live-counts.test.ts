import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partDone, rateText } from '../../../harness/report/live-counts.ts';
import { viewFor } from './live-view-for.ts';

describe('the part of a run that is done', () => {
  for (const [what, changes, part] of [
    ['by requests, failed ones too', { answered: 20, failed: 5, requests: 100 }, 0.25],
    ['by time', { requests: null, durationMs: 1000, elapsedMs: 500 }, 0.5],
    ['by the nearer limit', { answered: 20, requests: 100, durationMs: 1000, elapsedMs: 500 }, 0.5],
    ['is never more than all', { answered: 101, requests: 100 }, 1],
    ['is unknown without a limit', { requests: null }, null],
    ['is unknown when no time was given', { requests: null, durationMs: 0 }, null],
  ] as const)
    it(what, () => assert.equal(partDone(viewFor(changes)), part));
});

it('a rate keeps a decimal while it is small', () => {
  assert.deepEqual([0, 0.04, 9.94, 9.95, 10.4, 1234.5].map(rateText), ['0.0/s', '0.0/s', '9.9/s', '10/s', '10/s', '1,235/s']);
});
