import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Measurement } from '../../../harness/model/report.ts';
import { latencyTable } from '../../../harness/report/latency-table.ts';
import { columnsOf } from '../../../harness/report/printable.ts';
import { CASES } from './cases.ts';
import { judged, latencies } from './judged.ts';

const table = (name: string, columns = 74) => latencyTable(judged(CASES[name]!).gates[0]!, columns);
const tableOf = (measured: Pick<Measurement, 'latency'> & Partial<Measurement>, columns = 74) =>
  latencyTable(judged({ weights: { b: '80', a: '20' }, counts: { a: 20, b: 80, x: 1 }, measured }).gates[0]!, columns);

describe('latencyTable', () => {
  it('has a row per version without a rate, figures below each other', () => {
    assert.deepEqual(table('latency'), [
      'latency in ms    p50   p90    p99     max',
      'one            0.041  0.35   5.00    12.3',
      'two             0.50   100  1,235  61,234',
    ]);
  });

  it('has both latencies with a rate, each under its caption', () => {
    assert.deepEqual(
      table('target-stalled').map((line) => line.trim().split(/ {2,}/)[0]),
      ['latency in ms', 'from the time a request was due', 'one', 'two', 'from the time it was sent', 'one', 'two'],
    );
  });

  it('stands in the order of the weights, strangers last, versions without an answer left out', () => {
    const rows = (...names: string[]) => ({ latency: names.map((name) => latencies(name, 1, 1, 1, 1)) });
    const names = (lines: readonly string[]) => lines.slice(1).map((line) => line.split(' ')[0]);
    assert.deepEqual(names(tableOf(rows('x', 'a', 'b'))), ['b', 'a', 'x']);
    assert.deepEqual(names(tableOf(rows('x', 'a'))), ['a', 'x']);
  });

  it('is empty without latencies and without answers', () => {
    for (const name of ['typed-in', 'pass', 'never-ready', 'nothing-answered']) assert.deepEqual(table(name), []);
    assert.deepEqual(tableOf({ latency: [] }), []);
  });

  it('fits its columns with any names, cutting names before numbers', () => {
    for (const columns of [60, 70, 74, 134])
      for (const name of ['hostile-latency', 'target-stalled', 'latency'])
        for (const line of table(name, columns)) assert.ok(columnsOf(line) <= columns, `${name} at ${columns}: ${line}`);
    const [, row = ''] = tableOf({ latency: [latencies('n'.repeat(200), 1e9, 2e9, 3e9, 4e9)] });
    assert.match(row, /^n+… {2}1,000,000,000 {2}2,000,000,000 {2}3,000,000,000 {2}4,000,000,000$/);
  });

  it('sums up what is beyond forty rows', () => {
    const lines = tableOf({ latency: Array.from({ length: 52 }, (_, i) => latencies(`v${i}`, 1, 1, 1, 1)) });
    assert.equal(lines.length, 42);
    assert.equal(lines.at(-1)?.trim(), '… and 12 more (--report json lists all)');
  });
});
