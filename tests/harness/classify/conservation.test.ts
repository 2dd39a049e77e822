import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conservationProblem } from '../../../harness/classify/conservation.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';

describe('conservationProblem', () => {
  it('is silent when everything sent was counted', () =>
    assert.equal(conservationProblem(tallyFromCounts(['a', 'b'], [3, 4])), null));

  it('names both numbers otherwise, exactly', () => {
    const tally = tallyFromCounts(['a'], [Number.MAX_SAFE_INTEGER]);
    assert.equal(conservationProblem({ ...tally, sent: 1 }), 'sent is 1 but labels and failures add up to 9007199254740991');
    const twice = { ...tally, labels: [...tally.labels, ...tally.labels] };
    assert.match(conservationProblem(twice) ?? '', /18014398509481982$/);
  });
});
