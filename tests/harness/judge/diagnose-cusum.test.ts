import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changePoints, diagnoseCusum } from '../../../harness/judge/diagnose-cusum.ts';
import { cusum } from '../../../harness/stats/cusum.ts';
import { draws, orderOf } from './sequences.ts';

const of = (...parts: number[][]) =>
  orderOf(
    parts.map((versions) => ({ versions })),
    3,
  );

describe('diagnoseCusum', () => {
  const changed = draws(1000, (t) => (t < 300 ? [0.9, 0.1] : [0.6, 0.4]), 1n);

  it('is the test of the sequence, once for two versions', () => {
    const found = diagnoseCusum(of(changed))!;
    const want = cusum(changed, [0, 1]);
    assert.equal(found.stat, want.statistic);
    assert.ok(Math.abs(found.lnP - Math.log(want.p)) < 1e-9);
    assert.equal(found.change.stream.sendIndex[found.change.checkpoint], want.changeAfter - 1);
  });

  it('counts every version of three that it tried', () => {
    const three = draws(1000, [0.5, 0.3, 0.2], 2n);
    assert.equal(diagnoseCusum(of(three))?.looks, 3);
    const rare = [...three.slice(0, 990), ...Array.from({ length: 10 }, () => 2)].map((version) => (version === 2 ? 0 : version));
    assert.equal(diagnoseCusum(of([...rare, 2, 2, 2]))?.looks, 2);
  });

  it('takes the clearest of several streams, times their number', () => {
    const steady = draws(1000, [0.7, 0.3], 3n);
    const [one, two] = [diagnoseCusum(of(changed))!, diagnoseCusum(of(steady, changed, [], [0, 0]))!];
    assert.equal(two.stat, one.stat);
    assert.ok(Math.abs(two.lnP - one.lnP - Math.log(2)) < 1e-12);
  });

  it('leaves rare versions out of the test, and still tells where they changed', () => {
    const rare = [...Array.from({ length: 980 }, () => 0), ...Array.from({ length: 20 }, () => 1)];
    assert.equal(diagnoseCusum(of(rare)), null);
    assert.equal(changePoints(of(rare))[0]?.checkpoint, 979);
    assert.deepEqual(changePoints(of([0, 0], [])), []);
  });

  it('is conservative with fewer checkpoints', () => {
    const exact = diagnoseCusum(of(changed))!;
    const coarse = diagnoseCusum(orderOf([{ versions: changed }], 3, 64))!;
    assert.ok(coarse.lnP >= exact.lnP && coarse.lnP < Math.log(1e-6));
  });
});
