import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GateReport, Report } from '../../../harness/model/report.ts';
import { FORMATS } from '../../../harness/report/formats.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { REPORTS } from './reports.ts';
import { readXml, type XmlElement } from './xml.ts';

const LOOK = { columns: 140, color: false };
const ALL: Readonly<Record<string, Report>> = {
  ...REPORTS,
  ...Object.fromEntries(Object.entries(CASES).map(([name, given]) => [`case ${name}`, judged(given)])),
};
const render = (report: Report, format: string) => FORMATS[format]!.render(report, LOOK);

/** Asserts that a printed number (`1,234`, `29.6 %`, `−7.59`) is this value at the digits it has; `–` and nothing are no value. */
function assertPrinted(printed: string | undefined, value: number | null, what: string): void {
  if (value === null) {
    assert.match(printed ?? '', /^–?$/, what);
    return;
  }
  const text = (printed ?? '').replaceAll(',', '').replace('−', '-').replace(/^\+/, '');
  const [, number = '', decimals = '', unit] = /^(-?\d+(?:\.(\d+))?)( %)?$/.exec(text) ?? [];
  assert.notEqual(number, '', `${what}: ${printed}`);
  const given = unit === undefined ? value : value * 100;
  const half = 0.5 * 10 ** -decimals.length;
  assert.ok(
    Math.abs(Number(number) - given) <= half * (1 + 1e-9) + Math.abs(given) * 1e-12,
    `${what}: ${printed} is not ${given}`,
  );
}

/** What the JSON report says of the versions of a gate: the values that the other formats print, strangers without a promise. */
function valuesOf(gate: GateReport) {
  const versions = gate.weights.map(({ weight, p }, i) => ({
    weight,
    promised: p,
    expected: gate.expected[i]!,
    count: gate.counts[i]!,
    share: gate.shares[i] ?? (gate.nAll === 0 ? null : gate.counts[i]! / gate.nAll),
    decided: gate.shares[i] ?? null,
    lo: gate.ci.lo[i] ?? null,
    hi: gate.ci.hi[i] ?? null,
    residual: gate.residuals[i] ?? null,
  }));
  const strangers = gate.structural.unknown.map(({ count, share }) => ({
    ...{ weight: '–', promised: 0, expected: 0, count, share, decided: null, lo: null, hi: null, residual: null },
  }));
  return { versions, strangers };
}

describe('all formats of one run', () => {
  for (const [name, made] of Object.entries(ALL)) {
    it(`agree on the versions of ${name}: json and markdown`, async () => {
      const report = JSON.parse(await render(made, 'json')) as Report;
      const tables = versionTables(await render(made, 'markdown'));
      const measured = report.gates.filter(({ nAll }) => nAll > 0);
      assert.equal(tables.length, measured.length);
      for (const [at, gate] of measured.entries()) {
        const { versions, strangers } = valuesOf(gate);
        const rows = [...versions, ...strangers];
        assert.equal(tables[at]!.length, rows.length);
        for (const [i, [, weight, expected, count, share, range, residual]] of tables[at]!.entries()) {
          const row = rows[i]!;
          assert.equal(weight, row.weight);
          const [lo, hi] = range === '–' ? ['–', '–'] : range!.split(' to ');
          const pairs = { expected, count, share, lo, hi, residual };
          for (const [key, printed] of Object.entries(pairs))
            assertPrinted(printed, row[key as keyof typeof pairs], `${name} ${i} ${key}`);
        }
      }
    });

    it(`agree on the gates and versions of ${name}: json and junit`, async () => {
      const report = JSON.parse(await render(made, 'json')) as Report;
      const root = readXml(await render(made, 'junit'));
      assert.equal(root.children.length, report.gates.length);
      for (const [at, gate] of report.gates.entries()) {
        const suite = root.children[at]!;
        assertProperties(suite, gate);
        const cases = suite.children.filter((child) => child.name === 'testcase').slice(1);
        for (const [i, row] of valuesOf(gate).versions.entries()) assertCase(cases[i]!, row, gate);
      }
    });

    it(`agree on the figures of ${name}: json and text`, async () => {
      const report = JSON.parse(await render(made, 'json')) as Report;
      const lines = await render(made, 'text');
      const text = lines.replaceAll(/\s+/g, ' ');
      for (const gate of report.gates) {
        if (gate.nAll === 0) continue;
        for (const [i, { name: version }] of gate.weights.slice(0, 40).entries()) {
          const row = valuesOf(gate).versions[i]!;
          const cells = new RegExp(`^ +${version} +${row.weight} +([\\d,.]+) +([\\d,]+) +([\\d.]+ %)`, 'gm');
          // Several gates may have versions of this name; names that are no words have no place in an expression.
          if (report.gates.length > 1 || !/^\w+$/.test(version)) continue;
          const [, expected, count, share] = [...lines.matchAll(cells)][0] ?? [];
          for (const [key, printed] of Object.entries({ expected, count, share }))
            assertPrinted(printed, row[key as 'expected' | 'count' | 'share'], `${version} ${key}`);
        }
        if (gate.chi2 !== null && gate.p !== null && gate.method !== 'structural') {
          const found = [...text.matchAll(/chi-square (\d+\.\d\d), df (\d+)/g)].map(([, chi2, df]) => `${chi2} ${df}`);
          assert.ok(found.includes(`${gate.chi2.toFixed(2)} ${gate.df}`));
        }
        assert.ok(text.includes(` ${gate.failing.toLocaleString('en-US')} failed`));
      }
    });

    it(`agree on the verdict of ${name}`, async () => {
      const root = readXml(await render(made, 'junit'));
      const red = Number(root.attributes.failures) + Number(root.attributes.errors);
      assert.equal(red > 0, made.exitCode !== 0, 'junit is red exactly where the exit code is not 0');
      for (const gate of made.gates)
        for (const format of ['text', 'markdown', 'json', 'html']) assert.ok((await render(made, format)).includes(gate.verdict));
      const github = await render(made, 'github');
      assert.equal(/^::error /m.test(github), made.verdict === 'FAIL');
      if (made.verdict === 'PASS') assert.match(github, /^::notice title=PASS::/);
    });
  }
});

/** The cells of every table of versions in a Markdown text. */
function versionTables(markdown: string): readonly (readonly string[])[][] {
  const cellsOf = (line: string) => line.slice(2, -2).split(' | ');
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('| version |'))
    .map((block) => block.split('\n').slice(2).map(cellsOf));
}

function assertProperties(suite: XmlElement, gate: GateReport): void {
  const found = suite.children[0]!.children.map(({ attributes }) => [attributes.name!, attributes.value!]);
  const said = new Map(Object.entries(Object.fromEntries(found)));
  assert.equal(said.size, found.length, 'no property twice');
  for (const field of [
    'n',
    'nAll',
    'chi2',
    'df',
    'p',
    'log10P',
    'pHolm',
    'maxDevPp',
    'alpha',
    'judgedAt',
    'seed',
    'nPlan',
  ] as const) {
    const value = gate[field];
    const isTooSmall = (field === 'p' || field === 'pHolm') && value === 0;
    assert.equal(said.get(field), value === null ? undefined : isTooSmall ? '< 1e-300' : String(value), field);
  }
  assert.equal(said.get('verdict'), gate.verdict);
  assert.equal(said.get('reason'), gate.reason);
}

function assertCase(one: XmlElement, row: ReturnType<typeof valuesOf>['versions'][number], gate: GateReport): void {
  const said = one.children.find(({ name }) => name === 'system-out')!.text;
  const number = (label: string) => new RegExp(`${label} ([\\d,.]+(?: %)?)`).exec(said)?.[1]?.replace(/,$/, '');
  if (gate.nAll === 0) {
    assert.match(said, /, nothing was measured$/);
    return;
  }
  assertPrinted(number('expected'), row.expected, 'expected');
  assertPrinted(number('observed'), row.count, 'observed');
  assertPrinted(number('share'), row.decided, 'share');
  assertPrinted(number('interval'), row.lo, 'lo');
  assertPrinted(/interval .* to ([\d.]+ %)$/.exec(said)?.[1], row.hi, 'hi');
}

describe('assertPrinted', () => {
  it('takes a rounded value and refuses another', () => {
    for (const [printed, value] of [
      ['29.6 %', 0.2959],
      ['1,234', 1234.4],
      ['−7.59', -7.589],
      ['+0.24', 0.2449],
    ] as const)
      assertPrinted(printed, value, '');
    assertPrinted('–', null, '');
    for (const [printed, value] of [
      ['29.6 %', 0.297],
      ['1,234', 1235],
      ['7.59', -7.59],
      ['', 1],
      ['–', 1],
    ] as const)
      assert.throws(() => assertPrinted(printed, value, ''));
    assert.throws(() => assertPrinted('0', null, ''));
  });
});
