import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSummary } from '../../../harness/report/run-summary.ts';
import { renderText } from '../../../harness/report/text.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

/** Several gates in one report, each under its own name. */
const reportOf = (...names: readonly string[]) => {
  const reports = names.map((name) => judged(CASES[name]!));
  const gates = reports.flatMap(({ gates: [gate] }, i) => (gate === undefined ? [] : [{ ...gate, name: `gate ${names[i]}` }]));
  return { ...reports[0]!, gates };
};

describe('runSummary', () => {
  it('counts the verdicts, the worst first, and names what did not pass', () => {
    assert.equal(
      runSummary(reportOf('pass', 'fail', 'no-data', 'pass')),
      '4 gates: 1 FAIL (gate fail), 1 INCONCLUSIVE (gate no-data), 2 PASS · false-alarm risk 1 % for all together',
    );
    assert.equal(runSummary(reportOf('pass', 'pass')), '2 gates: 2 PASS · false-alarm risk 1 % for all together');
  });

  it('counts what would be too many names', () => {
    assert.match(runSummary(reportOf(...Array(8).fill('fail'))), /8 FAIL \((gate fail, ){4}gate fail and 3 more\)/);
  });

  it('closes a text report of several gates, safe to print and within the columns', () => {
    const report = reportOf('pass', 'fail');
    const hostile = { ...report, gates: report.gates.map((gate) => ({ ...gate, name: `\u001b[2J\u202e${'x'.repeat(300)}` })) };
    for (const one of [report, hostile]) {
      const text = renderText(one, { columns: 80, color: false });
      assert.match(text, /\n\nPASS {2}2 gates: |\n\nFAIL {2}2 gates: /);
      assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    }
    assert.doesNotMatch(renderText(judged(CASES.pass!), { columns: 80, color: false }), /gates/);
  });
});
