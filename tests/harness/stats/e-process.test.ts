import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { evidenceStream, lnEvidence } from '../../../harness/stats/e-process.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

const split = splitOf([6n, 3n, 1n]);

describe('lnEvidence', () => {
  it('is the same as the update request by request, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 300 }), (sequence) => {
        const stream = evidenceStream(split);
        const lnE = sequence.map((version) => stream.add(version)).at(-1) ?? 0;
        const counts = [0, 1, 2].map((version) => sequence.filter((hit) => hit === version).length);
        assertClose(lnEvidence(weigh(counts, split)), lnE, 1e-9, 1e-9);
      }),
    );
  });

  it('has mean 1 under correct weights: the next step never gains on average', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(100), (a, b, c) => {
        const now = lnEvidence(weigh([a, b, c], split));
        const mean = [0, 1, 2].reduce((sum, version) => {
          const counts = [a, b, c].map((count, i) => count + (i === version ? 1 : 0));
          return sum + (split.shares[version] ?? 0) * Math.exp(lnEvidence(weigh(counts, split)) - now);
        }, 0);
        assertClose(mean, 1, 1e-8);
      }),
    );
  });

  it('starts at 0 and knows its versions', () => {
    assert.equal(lnEvidence(weigh([0, 0, 0], split)), 0);
    assert.throws(() => evidenceStream(split).add(3), RangeError);
  });
});
