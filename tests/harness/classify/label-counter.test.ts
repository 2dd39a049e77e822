import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLabelCounter } from '../../../harness/classify/label-counter.ts';
import { answer } from './answers.ts';

describe('createLabelCounter', () => {
  it('counts answers, failures, statuses and the first in send order', () => {
    const counter = createLabelCounter('v1', '', 4);
    counter.add(answer('', { index: 7 }), false);
    counter.add(answer('', { index: 3, status: 503, latencyMs: 2 }), true);
    const { latency, ...rest } = counter.toTally();
    assert.deepEqual(rest, { label: 'v1', count: 2, failing: 1, firstIndex: 3, statuses: { 200: 1, 503: 1 } });
    assert.deepEqual([latency.minMs, latency.maxMs], [1, 2]);
    assert.deepEqual([counter.number, counter.isVersion], [4, false]);
  });

  it('counts latency from the real send where it is told, in buckets of its own', () => {
    const counter = createLabelCounter('v1', '', 0);
    counter.add(answer('', { latencyMs: 2000, uncorrectedMs: 0.5 }), false);
    counter.add(answer('', { latencyMs: 3, uncorrectedMs: 3 }), false);
    const { latency, uncorrected } = counter.toTally();
    assert.deepEqual([latency.minMs, latency.maxMs, uncorrected?.minMs, uncorrected?.maxMs], [3, 2000, 0.5, 3]);
  });

  it('has no second latency in the closed loop', () => {
    const counter = createLabelCounter('v1', '', 0);
    counter.add(answer(''), false);
    assert.ok(!Object.hasOwn(counter.toTally(), 'uncorrected'));
  });

  it('counts the status 0 of gRPC', () => {
    const counter = createLabelCounter('v1', '', 0, true);
    counter.add(answer('', { status: 0 }), false);
    counter.add(answer('', { status: 14 }), true);
    assert.deepEqual(counter.toTally().statuses, { 0: 1, 14: 1 });
  });

  it('has no statuses for tcp', () => {
    const counter = createLabelCounter('one', '', 0);
    counter.add(answer('', { status: 0 }), false);
    assert.deepEqual(counter.toTally().statuses, {});
  });
});
