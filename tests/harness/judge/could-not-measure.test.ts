import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measurementFault } from '../../../harness/judge/could-not-measure.ts';
import { countVersions } from '../../../harness/judge/counted.ts';
import { counting, expecting, failed, ruleOf } from './given.ts';

const faultOf = (tally: ReturnType<typeof counting>, rule = ruleOf()) =>
  measurementFault(countVersions(expecting([80, 20]), tally), tally, rule);

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

  it('blames the load machine, not the target, for requests that never left it', () => {
    const local = (count: number, others = 0) =>
      counting([792, 198], { failures: [failed('local', count), ...(others === 0 ? [] : [failed('reset', others)])] });
    assert.equal(faultOf(local(10)), 'machine-at-its-limit');
    assert.equal(faultOf(local(9, 1)), 'machine-at-its-limit', 'what else failed is within the limit');
    assert.equal(faultOf(local(5, 5)), null, 'the target failed often enough by itself');
    assert.equal(faultOf(counting([792, 198], { failures: [failed('reset', 10)] })), null);
    assert.equal(faultOf(local(10), ruleOf({ maxFailures: 0.02 })), null, 'as many may fail');
    assert.equal(
      faultOf(counting([80, 20], { failures: [failed('local', 1)] }), ruleOf({ maxFailures: 0 })),
      'machine-at-its-limit',
    );
  });

  it('finds nothing wrong with one in ten, an interrupt, or no request at all', () => {
    assert.equal(faultOf(counting([72, 18], { failures: [failed('refused', 10)] })), null);
    assert.equal(faultOf(counting([72, 18], { end: 'stopped' })), null);
    assert.equal(faultOf(counting([])), null);
  });
});
