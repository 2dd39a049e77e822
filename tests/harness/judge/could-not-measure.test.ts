import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measurementFault } from '../../../harness/judge/could-not-measure.ts';
import { countVersions } from '../../../harness/judge/counted.ts';
import { counting, expecting, failed } from './given.ts';

const faultOf = (tally: ReturnType<typeof counting>) => measurementFault(countVersions(expecting([80, 20]), tally), tally);

describe('measurementFault', () => {
  it('names what went wrong', () => {
    assert.equal(faultOf(counting([], { end: 'never-ready' })), 'never-ready');
    assert.equal(faultOf(counting([800, 200], { end: 'lab-ended' })), 'lab-ended');
    assert.equal(faultOf(counting([], { failures: [failed('refused', 3)], end: 'lab-ended' })), 'lab-ended');
    assert.equal(faultOf(counting([70, 18], { failures: [failed('reset', 12)], end: 'lab-ended' })), 'lab-ended');
    assert.equal(faultOf(counting([], { failures: [failed('refused', 3)] })), 'nothing-answered');
    assert.equal(faultOf(counting([], { failures: [failed('refused', 3)], end: 'gave-up' })), 'nothing-answered');
    assert.equal(faultOf(counting([90, 10], { failures: [failed('refused', 3)], end: 'gave-up' })), 'gave-up');
    assert.equal(faultOf(counting([70, 18], { failures: [failed('refused', 12)] })), 'too-many-without-version');
  });

  it('finds nothing wrong with one in ten, an interrupt, or no request at all', () => {
    assert.equal(faultOf(counting([72, 18], { failures: [failed('refused', 10)] })), null);
    assert.equal(faultOf(counting([72, 18], { end: 'stopped' })), null);
    assert.equal(faultOf(counting([])), null);
  });
});
