import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exactCell } from './cell.ts';
import { reportFamily } from './report.ts';

test('a report aligns its columns, shows published numbers, and counts what is off', () => {
  const report = reportFamily(
    {
      title: 'Dice',
      columns: ['six', 'seven'],
      rows: (runs) => [
        { label: `${runs} throws`, cells: [exactCell(0.125, '12.5'), exactCell(0)] },
        { label: 'loaded', cells: [exactCell(0.5, '12.5'), exactCell(0.25)] },
      ],
    },
    7,
  );
  assert.equal(
    report.text,
    'Dice\n\n' + '                    six  seven\n' + '7 throws    12.5 (12.5)      0\n' + 'loaded    50 (12.5) OFF     25\n',
  );
  assert.deepEqual([report.compared, report.off], [2, 1]);
});

test('a number of runs that is none is a usage error', () => {
  for (const args of [['99'], ['1e3'], ['-5'], [''], ['200', '300']]) {
    const program = fileURLToPath(new URL('run.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    assert.equal(status, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^calibrate ".*": .*usage: npm run calibrate.*\n$/);
  }
});
