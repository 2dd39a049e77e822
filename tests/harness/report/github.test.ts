import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { GateReport, Report } from '../../../harness/model/report.ts';
import { renderGithub } from '../../../harness/report/github.ts';
import { githubCommand } from '../../../harness/report/github-command.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { REPORTS } from './reports.ts';

const LOOK = { columns: 80, color: false };
const lines = (report: Report) => renderGithub(report, LOOK).trimEnd().split('\n');
const withGate = (report: Report, changes: Partial<GateReport>): Report => ({
  ...report,
  gates: report.gates.map((gate) => ({ ...gate, ...changes })),
});

/** What the runner makes of one line (ActionCommand.cs of actions/runner). */
function obeyed(line: string) {
  const end = line.indexOf('::', 2);
  assert.ok(line.startsWith('::') && end > 0, line);
  const info = line.slice(2, end);
  const space = info.indexOf(' ');
  const unescaped = (text: string, more: readonly (readonly [string, string])[]) =>
    [['%0D', '\r'], ['%0A', '\n'], ...more, ['%25', '%']].reduce((all, [from = '', to = '']) => all.replaceAll(from, to), text);
  const pairs = info
    .slice(space + 1)
    .split(',')
    .map((pair) => pair.split(/=(.*)/s));
  const properties = pairs.map(
    ([name = '', value = '']) =>
      [
        name,
        unescaped(value, [
          ['%3A', ':'],
          ['%2C', ','],
        ]),
      ] as const,
  );
  return { name: info.slice(0, space), properties: Object.fromEntries(properties), data: unescaped(line.slice(end + 2), []) };
}

describe('githubCommand', () => {
  it('is read back by the runner as it was meant, whatever it holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(fc.constantFrom('%', '0A', '3A', '25', ':', '::', ',', '=', '\n', '\r', ' ', 'a'), { maxLength: 12 })
        .map((all) => all.join('')),
    );
    const title = text.map((all) => `t${all}`);
    fc.assert(
      fc.property(text, title, fc.option(fc.record({ file: title, line: fc.nat() })), (message, heading, place) => {
        const line = githubCommand({ level: 'error', place, title: heading, message });
        assert.doesNotMatch(line, /[\r\n]/);
        const where = place === null ? {} : { file: place.file, line: String(place.line) };
        // The runner resolves %25 last, so `%250A` is `%0A` to it and no line break.
        assert.deepEqual(obeyed(line), { name: 'error', properties: { ...where, title: heading }, data: message });
      }),
      { numRuns: 500 },
    );
  });
});

describe('renderGithub', () => {
  it('points at the line of each wrong weight', () => {
    const found = lines(REPORTS['from-routes']!).map(obeyed);
    assert.deepEqual(
      found.map(({ name, properties }) => [name, properties.file, properties.line]),
      [19, 23, 27].map((line) => ['error', 'manifests/shop/istio/virtual-service.yaml', String(line)]),
    );
    assert.match(found[0]!.data, /^v1 got 62\.0 % \(99 % interval .*\), expected 50 %\n.* does not split v1 50 : v2 30 : v3 20$/);
  });

  it('has no place for weights that were typed in, for strangers, nor for what is no file', () => {
    for (const name of ['fail', 'failures', 'below-double']) {
      const found = lines(REPORTS[name]!).map(obeyed);
      assert.deepEqual(
        found.map(({ properties }) => Object.keys(properties)),
        [['title']],
      );
    }
    const placed = withGate(REPORTS.structural!, {
      origins: [
        { file: 'a.yaml', line: 3 },
        { file: 'a.yaml', line: 4 },
        { file: 'a.yaml', line: 5 },
      ],
    });
    assert.deepEqual(
      lines(placed).map((line) => obeyed(line).properties.line),
      ['5', undefined],
    );
    const none = renderGithub(REPORTS['from-routes']!, { ...LOOK, placeInRepository: () => null });
    assert.match(none, /^::error title=/);
  });

  it('points at the version that is furthest off where none is provably wrong by itself', () => {
    const origins = [
      { file: 'a.yaml', line: 3 },
      { file: 'a.yaml', line: 4 },
    ];
    const wide = { lo: [0, 0], hi: [1, 1] };
    const gate = REPORTS.fail!.gates[0]!;
    const report = withGate(REPORTS.fail!, { origins, residuals: [-1, 4], ci: { ...gate.ci, ...wide } });
    assert.deepEqual(
      lines(report).map((line) => obeyed(line).properties.line),
      ['4'],
    );
  });

  it('warns of doubt and notes a PASS in one line', () => {
    for (const name of ['low-power', 'no-data', 'never-ready', 'doubt-allowed', 'cannot-fail'])
      assert.deepEqual(
        lines(REPORTS[name]!).map((line) => obeyed(line).name),
        ['warning'],
        name,
      );
    assert.deepEqual(
      lines(REPORTS.pass!).map((line) => obeyed(line).name),
      ['notice'],
    );
    const all = {
      ...REPORTS.several!,
      verdict: 'PASS',
      gates: REPORTS.several!.gates.filter(({ verdict }) => verdict === 'PASS'),
    } as const;
    const [only, ...others] = lines({ ...all, gates: [...all.gates, ...all.gates] });
    assert.deepEqual(others, []);
    assert.match(only!, /^::notice title=PASS::2 gates: 2 PASS/);
  });

  it('takes an interrupted PASS for none', () => {
    const interrupted = withGate({ ...REPORTS.pass!, exitCode: 130 }, { exitCode: 130 });
    assert.match(lines(interrupted)[0]!, /^::warning title=Interrupted tcp.*::interrupted before the end/);
  });

  it('notes what a comparison found and lets the kept connections decide nothing', () => {
    const failed = judged(CASES.fail!).gates[0]!;
    const [fresh] = REPORTS.comparison!.gates;
    const found = lines({ ...REPORTS.comparison!, gates: [fresh!, { ...failed, name: 'keep-alive' }] });
    assert.deepEqual(
      found.map((line) => obeyed(line).name),
      ['notice', 'notice'],
    );
  });

  it('shows at most ten of a kind and counts the rest', () => {
    const [gate] = REPORTS.fail!.gates;
    const [doubt] = REPORTS['low-power']!.gates;
    const gates = [...Array(14).fill(gate), ...Array(11).fill(doubt)].map((one, i) => ({ ...one, name: `gate ${i}` }));
    const found = lines({ ...REPORTS.several!, gates }).map(obeyed);
    const count = (name: string) => found.filter((one) => one.name === name).length;
    assert.deepEqual([count('error'), count('warning'), found.length], [10, 10, 20]);
    assert.match(found[9]!.data, /\n4 more of this kind are in the step summary and in the other reports\.$/);
    assert.match(found[19]!.data, /\n1 more of this kind /);
  });
});
