import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hopTable } from '../../../../harness/report/html/hop-table.ts';
import { type Case, judged } from '../judged.ts';

const gateOf = (groupBy: string, given: Case) => judged({ ...given, tally: { groupBy } }).gates[0]!;
const FOUR: Case = {
  weights: { 'a+x': '72', 'a+y': '8', 'b+x': '18', 'b+y': '2' },
  counts: { 'a+x': 715, 'a+y': 85, 'b+x': 178, 'b+y': 22 },
};

describe('hopTable', () => {
  it('lays the versions of two rules out by both, with their sums', () => {
    const table = hopTable(gateOf('hop:1+hop:2', FOUR))!;
    assert.deepEqual(table.rules, ['hop:1', 'hop:2']);
    assert.deepEqual(
      [table.down, table.across],
      [
        ['a', 'b'],
        ['x', 'y'],
      ],
    );
    const counts = table.cells.map((row) => row.map(({ count }) => count));
    assert.deepEqual(counts, [
      [715, 85],
      [178, 22],
    ]);
    assert.deepEqual(
      table.downSums.map(({ count }) => count),
      [800, 200],
    );
    assert.deepEqual(
      table.acrossSums.map(({ count }) => count),
      [893, 107],
    );
    assert.equal(table.sum.count, 1_000);
    assert.ok(Math.abs(table.sum.promised - 1) < 1e-12 && Math.abs(table.downSums[0]!.promised - 0.8) < 1e-12);
  });

  it('reads the first two of three rules down', () => {
    const three = { weights: { 'a+x+1': '1', 'a+x+2': '1', 'b+y+1': '2' }, counts: { 'a+x+1': 10, 'a+x+2': 10, 'b+y+1': 20 } };
    const table = hopTable(gateOf('hop:1+hop:2+status', three))!;
    assert.deepEqual(
      [table.rules, table.down, table.across],
      [
        ['hop:1 + hop:2', 'status'],
        ['a + x', 'b + y'],
        ['1', '2'],
      ],
    );
  });

  it('counts strangers with nothing promised', () => {
    const table = hopTable(gateOf('hop:1+hop:2', { ...FOUR, counts: { ...FOUR.counts, 'c+x': 5 } }))!;
    assert.deepEqual(table.cells[2], [
      { count: 5, promised: 0 },
      { count: 0, promised: 0 },
    ]);
    assert.equal(table.sum.count, 1_005);
  });

  it('is none for a single rule, for labels that do not come apart, and for more than 20 rows', () => {
    assert.equal(hopTable(gateOf('hop:1', FOUR)), null);
    assert.equal(hopTable(gateOf('hop:1+hop:2', { ...FOUR, counts: { ...FOUR.counts, cut: 1 } })), null);
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`a${i}+x`, '1']));
    const counts = Object.fromEntries(Object.keys(many).map((name) => [name, 50]));
    assert.equal(hopTable(gateOf('hop:1+hop:2', { weights: many, counts })), null);
  });
});
