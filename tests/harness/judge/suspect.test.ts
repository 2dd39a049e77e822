import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { suspectVersion } from '../../../harness/judge/suspect.ts';
import { counting, expecting, failed, labelled } from './given.ts';

const suspect = (weights: number[], tally: ReturnType<typeof counting>) =>
  suspectVersion(countVersions(expecting(weights), tally));

describe('suspectVersion', () => {
  it('names the version whose share is what fails', () => {
    assert.equal(suspect([95, 5], counting([950, 0], { failures: [failed('status', 50)] })), 1);
    assert.equal(suspect([80, 20], counting([0, 205], { failures: [failed('refused', 795)] })), 0);
    assert.equal(suspect([80, 20], counting([800], { labels: [labelled('v2', 200, { failing: 200 })] })), 1);
  });

  it('names nobody when no share fits, two do, or the version answers well', () => {
    assert.equal(suspect([80, 20], counting([500, 0], { failures: [failed('refused', 500)] })), null);
    assert.equal(suspect([50, 25, 25], counting([500, 0, 0], { failures: [failed('refused', 250)] })), null);
    assert.equal(suspect([90, 10], counting([810, 90], { failures: [failed('refused', 100)] })), null);
    assert.equal(suspect([1, 0], counting([10])), null);
  });
});
