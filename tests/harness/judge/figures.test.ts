import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { amongAll, shareFigures, shareTestOf } from '../../../harness/judge/figures.ts';
import { perRequest } from '../../../harness/judge/judged.ts';
import { counting, expecting, ruleOf } from './given.ts';

const figuresOf = (weights: number[], counts: number[]) => {
  const counted = countVersions(expecting(weights), counting(counts));
  const judged = perRequest(counted);
  return shareFigures(counted, judged, shareTestOf(judged, ruleOf()), ruleOf());
};

describe('shareFigures', () => {
  it('knows nothing before there are answers', () => {
    const { chi2, p, log10P, g, cohenW, tv, shares, expected } = figuresOf([80, 20], []);
    assert.deepEqual([chi2, p, log10P, g, cohenW, tv], [null, null, null, null, null, null]);
    assert.deepEqual(
      [shares, expected],
      [
        [null, null],
        [0, 0],
      ],
    );
  });

  it('is certain about a single version', () => {
    const { chi2, p, log10P, method, df, shares } = figuresOf([100, 0], [1000, 0]);
    assert.deepEqual([chi2, p, log10P, method, df, shares], [0, 1, 0, 'structural', 0, [1, null]]);
  });

  it('tells in log10 what a double cannot hold', () => {
    const { p, log10P } = figuresOf([80, 20], [0, 100_000]);
    assert.equal(p, 0);
    assert.ok((log10P ?? 0) < -80_000);
  });
});

describe('amongAll', () => {
  it('puts active values in their places', () => {
    const counted = countVersions(expecting([0, 1, 0, 2]), counting([]));
    assert.deepEqual(amongAll(counted, ['a', 'b']), [null, 'a', null, 'b']);
  });
});
