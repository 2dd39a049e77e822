import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFailureCounter } from '../../../harness/classify/failure-counter.ts';

describe('createFailureCounter', () => {
  it('counts by kind and status and keeps the first example', () => {
    const counter = createFailureCounter();
    let described = 0;
    const describeIt = () => {
      described += 1;
      return `example ${described}`;
    };
    counter.add('status', 502, describeIt);
    counter.add('status', 503, describeIt, 4);
    counter.add('status', 502, describeIt, 2);
    counter.add('reset', null, describeIt);
    assert.deepEqual(counter.toTally(), [
      { kind: 'status', status: 502, count: 3, example: 'example 1' },
      { kind: 'status', status: 503, count: 4, example: 'example 2' },
      { kind: 'reset', status: null, count: 1, example: 'example 3' },
    ]);
  });

  it('copies', () => {
    const counter = createFailureCounter();
    counter.add('reset', null, () => 'x');
    counter.copy().add('reset', null, () => 'y');
    assert.equal(counter.toTally()[0]?.count, 1);
  });
});
