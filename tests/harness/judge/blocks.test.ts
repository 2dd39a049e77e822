import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { blockTable, testBlocks } from '../../../harness/judge/blocks.ts';
import { draws, orderOf, streamOf } from './sequences.ts';

const totals = (table: readonly (readonly number[])[]): number[] =>
  [0, 1].map((slot) => table.reduce((sum, row) => sum + (row[slot] ?? 0), 0));

describe('blockTable', () => {
  it('cuts exactly at twentieths while every request has a checkpoint', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { minLength: 1, maxLength: 500 }), (versions) => {
        const { length: n } = versions;
        const want = Array.from({ length: 20 }, (_, b) => {
          const block = versions.slice(Math.floor((b * n) / 20), Math.floor(((b + 1) * n) / 20));
          return [0, 1].map((slot) => block.filter((version) => version === slot).length);
        });
        assert.deepEqual(blockTable([streamOf(versions, 2)]), want);
      }),
      { seed: 1 },
    );
  });

  it('takes the nearest checkpoints otherwise, and loses no request', () => {
    const versions = draws(1003, [0.7, 0.3], 1n);
    const table = blockTable([streamOf(versions, 2, 16)]);
    assert.deepEqual(totals(table), totals(blockTable([streamOf(versions, 2)])));
    for (const [b, row] of table.entries()) {
      assert.ok(Math.abs(row[0]! + row[1]! - 1003 / 20) <= 17, `block ${b}`);
    }
  });

  it('adds streams block by block, whatever their lengths', () => {
    const [long, short] = [draws(400, [0.5, 0.5], 1n), draws(7, [0.5, 0.5], 2n)];
    const table = blockTable([streamOf(long, 2), streamOf([], 2), streamOf(short, 2)]);
    assert.deepEqual(totals(table), totals([...blockTable([streamOf(long, 2)]), ...blockTable([streamOf(short, 2)])]));
  });
});

describe('testBlocks', () => {
  it('needs 200 requests in all and two versions', () => {
    const of = (...parts: number[][]) =>
      testBlocks(
        orderOf(
          parts.map((versions) => ({ versions })),
          2,
        ),
      );
    assert.equal(of(draws(199, [0.5, 0.5], 1n)), null);
    assert.equal(of(draws(199, [0.5, 0.5], 1n), [0])?.n, 200);
    assert.equal(of(draws(300, [1, 0], 1n)), null);
    assert.equal(of(), null);
  });
});
