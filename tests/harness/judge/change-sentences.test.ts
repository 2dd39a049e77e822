import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentences, withId } from './sentences.ts';
import { draws, ordered } from './sequences.ts';

const of = (versions: number[], weights: readonly number[] = [80, 20], rule = {}) =>
  sentences(weights, ordered([{ versions }], weights.length), rule);

describe('change sentences', () => {
  it('make a PASS inconclusive, with the moment and the shares around it', () => {
    const all = of(draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), 1n));
    assert.match(
      all[0]!,
      /^M-DRIFT INCONCLUSIVE\. The split changed around request [\d,]+ \(\d\.\d s\): before 9\d\.\d\/\d\.\d, after 6\d\.\d\/3\d\.\d\. Neither part fits/,
    );
    assert.equal(withId('M-PASS', all).length, 0);
  });

  it('stand beside a FAIL, and after a PASS that is only warned', () => {
    const late = of(draws(10_000, (t) => (t < 1830 ? [0.998, 0.002] : [0.8, 0.2]), 5n));
    assert.match(late[0]!, /^M-FAIL FAIL/);
    assert.match(
      withId('M-DRIFT', late)[0]!,
      /^The split changed around request 1,8\d\d .* The part after it fits the weights \(p = 0\.\d+\)\. Probably configuration was still propagating\. Warm up first/,
    );
    const warned = of(
      draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), 1n),
      [80, 20],
      { diagnostics: 'warn' },
    );
    assert.match(warned[0]!, /^M-PASS PASS/);
    assert.match(withId('M-DRIFT', warned)[0]!, /^The split changed/);
  });

  it('tell weights that were changed during the run', () => {
    const all = of(draws(3000, (t) => (t < 2000 ? [0.8, 0.2] : [0.5, 0.5]), 3n));
    assert.match(
      withId('M-DRIFT', all)[0]!,
      /The part before it fits the weights .* weights were probably changed during the run\.$/,
    );
  });

  it('tell a split that changed more than once', () => {
    const swinging = draws(4000, (t) => (Math.floor(t / 200) % 2 === 0 ? [0.9, 0.1] : [0.7, 0.3]), 4n);
    assert.match(of(swinging)[0]!, /The split kept changing during the run, most around/);
  });

  it('tell the opening run and its chance', () => {
    const all = of(draws(3000, (t) => (t < 60 ? [1, 0] : [0.8, 0.2]), 5n));
    assert.equal(
      all[0],
      'M-START INCONCLUSIVE. The first 61 requests all went to v1 (chance 6.8e-7). The new weights were probably not live yet.',
    );
  });

  it('say beside a structural FAIL that new weights were not live yet', () => {
    const all = of(
      draws(2000, (t) => (t < 80 ? [0, 0, 1] : [0.8, 0.2, 0]), 5n),
      [80, 20, 0],
    );
    assert.match(all[0]!, /^M-STRUCT FAIL/);
    assert.match(withId('M-START', all)[0]!, /^The first 80 requests all went to v3/);
  });

  it('name one of many versions', () => {
    const shares = (first: number): number[] => [first, ...Array.from({ length: 7 }, () => (1 - first) / 7)];
    const all = of(
      draws(4000, (t) => shares(t < 2000 ? 0.5 : 0.1), 6n),
      [30, 10, 10, 10, 10, 10, 10, 10],
    );
    assert.match(all.join('\n'), /: before [45]\d\.\d % to v1, after \d+\.\d %\./);
  });
});
