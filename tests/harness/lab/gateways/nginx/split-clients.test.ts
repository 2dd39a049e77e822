import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitLevels, splitLines } from '../../../../../harness/lab/gateways/nginx/split-clients.ts';

const lines = (weights: readonly number[]) => splitLevels(weights).map((level) => splitLines(level, ['a', 'b', 'c']));

test('two decimals of a percent are one table', () => {
  assert.deepEqual(lines([80, 20]), [['80.00% a;', '* b;']]);
  assert.deepEqual(lines([1, 1, 2]), [['25.00% a;', '25.00% b;', '* c;']]);
  assert.deepEqual(lines([9999, 1]), [['99.99% a;', '* b;']]);
});

test('thirds need a second table for the rest', () => {
  assert.deepEqual(lines([1, 1, 1]), [
    ['33.33% a;', '33.33% b;', '33.33% c;', '* next;'],
    ['33.33% b;', '33.33% c;', '* a;'],
  ]);
});

test('no version gets 0 %, which nginx refuses', () => {
  assert.deepEqual(lines([100_000, 1])[0], ['99.99% a;', '* next;']);
  assert.deepEqual(lines([1]), [['* a;']]);
});

test('the shares of all tables are the weights, to n² requests in a hundred million for n versions', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(weights, (drawn) => {
      const shares = drawn.map(() => 0);
      let rest = 1;
      for (const level of splitLevels(drawn)) {
        const taken = level.cells.reduce((sum, { cells }) => sum + cells, 0);
        assert.ok(taken <= 10_000 && level.cells.every(({ cells }) => Number.isInteger(cells) && cells > 0));
        for (const { index, cells } of level.cells) shares[index]! += (rest * cells) / 10_000;
        rest *= 1 - taken / 10_000;
        if (level.rest !== 'next') shares[level.rest.index]! += rest;
      }
      const sum = drawn.reduce((total, weight) => total + weight, 0);
      for (const [index, weight] of drawn.entries())
        assert.ok(Math.abs(shares[index]! - weight / sum) <= drawn.length ** 2 * 1e-8);
    }),
  );
});
