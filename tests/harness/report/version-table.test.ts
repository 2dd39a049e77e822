import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { columnsOf } from '../../../harness/report/printable.ts';
import { versionTable } from '../../../harness/report/version-table.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

const table = (name: string, columns = 74) => versionTable(judged(CASES[name]!).gates[0]!, columns);

describe('versionTable', () => {
  it('has a row for every version in the order of the weights, strangers last', () => {
    assert.deepEqual(
      table('structural').map((line) => line.split(/ +/).slice(0, 4).join(' ')),
      ['version weight expected observed', 'v1 90 891 890', 'v2 10 99 100', 'v3 0 0 7', 'v9 - 0 3'],
    );
  });

  it('fits the columns it gets, and every line with a bar is equally long', () => {
    for (const name of Object.keys(CASES))
      for (const columns of [70, 74, 100, 134])
        for (const line of table(name, columns)) assert.ok(columnsOf(line) <= columns, `${name} at ${columns}: ${line}`);
    assert.equal(new Set(table('fail').map((line) => columnsOf(line))).size, 1);
  });

  it('leaves the bars out before it cuts a number', () => {
    assert.ok(table('fail', 74).some((line) => line.includes('●')));
    assert.ok(!table('fail', 50).some((line) => line.includes('●')));
    assert.ok(table('largest-counts', 74)[1]!.includes('3,000,000,000,000,000'));
  });

  it('sums up what is beyond forty rows', () => {
    const lines = table('fifty-strangers');
    assert.equal(lines.length, 42);
    assert.equal(lines.at(-1), '… and 12 more (--report json lists all)');
  });

  it('keeps a decimal of small expectations', () => {
    const lines = versionTable(judged({ weights: { a: '999', b: '1' }, counts: { a: 400 } }).gates[0]!, 74);
    assert.match(lines[2]!, /^b +1 +0\.4 +0 +0\.0 %/);
  });

  it('is empty when nothing was sent', () => assert.deepEqual(table('never-ready'), []));
});
