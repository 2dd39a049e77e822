import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureLines } from '../../../harness/report/failure-lines.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

const gate = judged(CASES.failures!).gates[0]!;
const failing = (count: number) =>
  failureLines({
    ...gate,
    measurement: {
      ...gate.measurement,
      failures: Array.from({ length: count }, (_, i) => ({ kind: 'status', status: 500 + i, count: i + 1, example: '' })),
    },
  });

describe('failureLines', () => {
  it('tells kind, number and an example', () => {
    assert.deepEqual(failureLines(gate), ['failed: 55 × HTTP 503 without a version (no healthy upstream)']);
  });

  it('counts the kinds it has no room for', () => {
    assert.equal(failing(0).length, 0);
    assert.equal(failing(8).length, 8);
    assert.deepEqual(failing(11).slice(7), [
      'failed: 8 × HTTP 507 without a version',
      'failed: 3 more kinds (--report json lists all)',
    ]);
  });
});
