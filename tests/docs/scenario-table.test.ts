import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ScenarioRun } from '../../scripts/scenario-run.ts';
import { cell, scenarioTable } from '../../scripts/scenario-table.ts';

const RUN: ScenarioRun = {
  scenario: 'bookinfo',
  gateway: 'envoy',
  verdict: 'PASS',
  exitCode: 0,
  gates: { run: 46, all: 46 },
  requests: 12_345,
  seconds: 41.2,
  detail: null,
};

describe('a cell of the scenarios', () => {
  it('says verdict, gates, requests and whole seconds, rounded up', () => {
    assert.equal(cell(RUN), 'PASS, 46 gates, 12,345 requests, 42 s');
    assert.equal(cell({ ...RUN, seconds: 0.01, requests: 0 }), 'PASS, 46 gates, 0 requests, 1 s');
    assert.equal(cell({ ...RUN, verdict: 'FAIL', exitCode: 1 }), 'FAIL, 46 gates, 12,345 requests, 42 s');
    assert.equal(cell({ ...RUN, verdict: 'INCONCLUSIVE', exitCode: 4 }), 'INCONCLUSIVE, 46 gates, 12,345 requests, 42 s');
  });

  it('says when only some of the gates could be run, and speaks of one gate as one', () => {
    assert.equal(cell({ ...RUN, gates: { run: 4, all: 7 } }), 'PASS, 4 of 7 gates, 12,345 requests, 42 s');
    assert.equal(cell({ ...RUN, gates: { run: 1, all: 1 } }), 'PASS, 1 gate, 12,345 requests, 42 s');
  });

  it('has nothing to count where nothing is expressible, which is no PASS', () => {
    assert.equal(cell({ ...RUN, verdict: 'not expressible', gates: { run: 0, all: 46 } }), 'not expressible');
  });

  it('does not hide a run that was not measured', () => {
    assert.match(cell({ ...RUN, verdict: 'not measured', exitCode: 4 }), /^not measured, /);
  });
});

describe('the table of the scenarios', () => {
  const runs: readonly ScenarioRun[] = [
    { ...RUN, scenario: 'tcp-echo', gateway: 'haproxy', gates: { run: 3, all: 3 } },
    { ...RUN, gateway: 'haproxy', verdict: 'not expressible' },
    RUN,
    { ...RUN, scenario: 'tcp-echo', gates: { run: 3, all: 3 } },
  ];

  it('has a row per scenario in order and a column per gateway that was asked, whatever ended first', () => {
    const table = [
      '| scenario | Envoy | HAProxy |',
      '|---|---|---|',
      '| [bookinfo](manifests/bookinfo) | PASS, 46 gates, 12,345 requests, 42 s | not expressible |',
      '| [tcp-echo](manifests/tcp-echo) | PASS, 3 gates, 12,345 requests, 42 s | PASS, 3 gates, 12,345 requests, 42 s |',
    ].join('\n');
    assert.equal(scenarioTable(runs), table);
    assert.equal(scenarioTable(runs.toReversed()), table);
  });

  it('leaves the cell of a run that is missing empty', () => {
    assert.match(scenarioTable(runs.slice(0, 3)), /^\| \[tcp-echo\]\(manifests\/tcp-echo\) \| {2}\| PASS, 3 gates, /m);
  });
});
