import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counting } from './given.ts';
import { sentences } from './sentences.ts';

const first = (...args: Parameters<typeof sentences>): string => sentences(...args)[0] ?? '';

describe('pass sentences', () => {
  it('state what was weighed and the smallest shift that would have been noticed', () => {
    assert.equal(
      first([80, 20], counting([803, 197])),
      'M-PASS PASS. 803/197 of 1,000 is consistent with 80/20 (chi-square 0.056, df 1, p = 0.81). A shift of 5.3 pp or more would have been noticed with 95 % probability; smaller ones may not.',
    );
    assert.match(first([80, 20], counting([10, 5])), /\(exact test, p = 0\.2\)/);
    assert.match(first([60, 30, 8, 1, 1], counting([120, 60, 16, 2, 2])), /\(Monte Carlo test, p = /);
  });

  it('do not promise a shift that cannot exist', () => {
    assert.match(first([80, 20], counting([3, 1])), /So few requests would not reliably have noticed any shift\.$/);
  });

  it('speak of a single version without statistics', () => {
    assert.equal(first([100, 0], counting([1000])), 'M-PASS PASS. All 1,000 requests went to v1, the only version with weight.');
    assert.match(first([100], counting([1])), /The only request went to v1/);
  });

  it('state tolerance and risk in tolerance mode, and the cap where it bites', () => {
    assert.equal(
      first([80, 20], counting([5712, 1414]), { tolerancePoints: 2 }),
      'M-EQUIV PASS. 5,712/1,414 of 7,126: every version is within 2 pp of 80/20 (risk of this if one were off by that much: at most 5 %).',
    );
    assert.match(
      first([99, 1], counting([9900, 100]), { tolerancePoints: 2 }),
      /within 2 pp, or half of a small share, of 99\/1/,
    );
    assert.match(first([100, 0], counting([1000]), { tolerancePoints: 2 }), /a leak above 0\.30 % is excluded \(2 pp tolerated/);
  });
});
