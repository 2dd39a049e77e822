import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ciOutcome, decidesRun } from '../../../harness/report/ci-outcome.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { REPORTS } from './reports.ts';

const gateOf = (name: string, exitCode?: number) => {
  const gate = judged(CASES[name]!).gates[0]!;
  return { ...gate, exitCode: exitCode ?? gate.exitCode };
};

describe('ciOutcome', () => {
  it('is green for a PASS alone', () => {
    for (const name of Object.keys(CASES)) {
      const gate = gateOf(name);
      assert.equal(ciOutcome(gate, true) === 'passed', gate.verdict === 'PASS', name);
    }
  });

  it('is red exactly where the exit code is', () => {
    for (const name of Object.keys(CASES)) {
      const gate = gateOf(name);
      assert.equal(['failed', 'error'].includes(ciOutcome(gate, true)), gate.exitCode !== 0, name);
    }
  });

  it('tells doubt from a target that could not be measured', () => {
    assert.equal(ciOutcome(gateOf('low-power'), true), 'failed');
    assert.equal(ciOutcome(gateOf('never-ready'), true), 'error');
  });

  it('is grey where doubt may pass', () => {
    assert.equal(ciOutcome(gateOf('low-power', 0), true), 'skipped');
  });

  it('takes an interrupted PASS for none', () => {
    assert.equal(ciOutcome(gateOf('pass', 130), true), 'error');
    assert.equal(ciOutcome(gateOf('fail', 130), true), 'failed');
  });

  it('never turns red for what decides nothing', () => {
    for (const name of ['fail', 'low-power', 'never-ready', 'structural'])
      assert.equal(ciOutcome(gateOf(name), false), 'skipped');
  });
});

describe('decidesRun', () => {
  it('is false for the kept connections of a comparison only', () => {
    assert.deepEqual(
      [0, 1].map((i) => decidesRun(REPORTS.comparison!, i)),
      [true, false],
    );
    assert.ok(REPORTS.several!.gates.every((_, i) => decidesRun(REPORTS.several!, i)));
  });
});
