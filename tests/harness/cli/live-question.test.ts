import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveQuestion, NOTHING_ASKED, namesOf } from '../../../harness/cli/live-question.ts';
import { askQuestion } from '../../../harness/cli/question.ts';
import { runFor } from './live-run-for.ts';

const bare = (...texts: readonly string[]) => ({
  ...runFor().question,
  weights: texts.map((text) => ({ name: null, text })),
});

describe('which weight is whose', () => {
  it('is known from the start when the weights have names', () => {
    const known = { names: ['one', 'two'], units: [4n, 1n], shares: [0.8, 0.2] };
    assert.deepEqual(namesOf(runFor().question)([]), known);
    assert.deepEqual(namesOf(runFor().question)(['x', 'y', 'z']), known);
  });

  it('or labels, in their order', () => {
    assert.deepEqual(namesOf({ ...bare('1', '3'), labels: ['b', 'a'] })([])?.names, ['b', 'a']);
  });

  it('is known of a bare list as soon as all versions have answered, in natural order, and no longer when there are too many', () => {
    const names = namesOf(bare('90', '10'));
    assert.equal(names([]), null);
    assert.equal(names(['v10']), null);
    assert.deepEqual(names(['v10', 'v9'])?.names, ['v9', 'v10']);
    assert.equal(names(['v10', 'v9']), names(['v9', 'v10']), 'worked out once');
    assert.equal(names(['v10', 'v9', 'v1']), null);
    assert.deepEqual(names(['b', 'a'])?.names, ['a', 'b']);
  });

  it('is known of nothing when nothing is asked', () => {
    assert.equal(namesOf(NOTHING_ASKED)(['one']), null);
  });
});

describe('the question of a display', () => {
  it('has the part of the risk that its gate has', () => {
    const weights = [{ name: 'one', text: '1' }];
    const question = askQuestion(
      { expect: weights, labels: undefined, significance: 0.01, power: 0.95, tolerance: undefined },
      null,
    );
    assert.deepEqual(liveQuestion(question, 'gate 2 of 5: shop', 5), {
      gate: 'gate 2 of 5: shop',
      weights,
      labels: null,
      risk: 0.002,
    });
  });
});
