import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFailingStatus } from '../../../harness/classify/failing-status.ts';

describe('isFailingStatus', () => {
  it('fails from 400 on, unless expected', () => {
    const failing = (status: number, expected?: Set<number>) => isFailingStatus(status, { rule: 'auto' }, expected);
    assert.deepEqual(
      [0, 200, 301, 399, 400, 404, 503, 599].map((status) => failing(status)),
      [false, false, false, false, true, true, true, true],
    );
    assert.equal(failing(404, new Set([404])), false);
    assert.equal(failing(503, new Set([404])), true);
  });

  it('fails for every gRPC status but OK, unless expected', () => {
    const failing = [0, 1, 2, 14, 16].map((status) => isFailingStatus(status, { rule: 'auto' }, new Set([5, 14])));
    assert.deepEqual(failing, [false, true, true, false, true]);
    assert.equal(isFailingStatus(14, { rule: 'status' }), false);
  });

  it('expects every status that is grouped by jointly', () => {
    assert.equal(isFailingStatus(503, { rule: 'joint', parts: [{ rule: 'header', name: 'x' }, { rule: 'status' }] }), false);
    assert.equal(isFailingStatus(503, { rule: 'joint', parts: [{ rule: 'header', name: 'x' }, { rule: 'auto' }] }), true);
  });

  it('expects every status that is grouped by', () => assert.equal(isFailingStatus(503, { rule: 'status' }), false));
});
