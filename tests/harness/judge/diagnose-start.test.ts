import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnoseStart } from '../../../harness/judge/diagnose-start.ts';
import { openingRun } from '../../../harness/stats/opening-run.ts';
import { draws, orderOf } from './sequences.ts';

const of = (...parts: number[][]) =>
  diagnoseStart(
    orderOf(
      parts.map((versions) => ({ versions })),
      2,
    ),
  );

describe('diagnoseStart', () => {
  const late = draws(500, (t) => (t < 40 ? [1, 0] : [0.6, 0.4]), 1n);

  it('is the test of the sequence', () => {
    const [found, want] = [of(late)!, openingRun(late)];
    assert.deepEqual([found.stat, found.slot], [want.length, 0]);
    assert.ok(Math.abs(found.lnP - Math.log(want.p)) < 1e-12);
  });

  it('takes the least likely run of several streams, times their number', () => {
    const found = of(draws(500, [0.6, 0.4], 2n), late, [1, 1, 1], [])!;
    assert.equal(found.length, of(late)!.length);
    assert.ok(Math.abs(found.lnP - found.lnChance - Math.log(2)) < 1e-12);
  });

  it('says nothing about one version, and is certain of any first request', () => {
    assert.equal(of([0, 0, 0]), null);
    assert.equal(of([]), null);
    assert.equal(of([0, 1, 1])?.lnP, 0);
  });
});
