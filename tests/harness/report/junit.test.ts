import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Report } from '../../../harness/model/report.ts';
import { renderJunit } from '../../../harness/report/junit.ts';
import { CASES, HOSTILE_LABELS } from './cases.ts';
import { judged } from './judged.ts';
import { HOSTILE_MARKUP, REPORTS } from './reports.ts';
import { readXml, type XmlElement } from './xml.ts';

const read = async (report: Report) => readXml(await renderJunit(report, { columns: 80, color: false }));
const casesOf = (suite: XmlElement) => suite.children.filter(({ name }) => name === 'testcase');
const OUTCOMES = ['failure', 'error', 'skipped'];
const outcomeOf = (one: XmlElement) => one.children.find(({ name }) => OUTCOMES.includes(name));
const shown = async (report: Report) =>
  (await read(report)).children.map((suite) =>
    casesOf(suite).map((one) => `${one.attributes.name}: ${outcomeOf(one)?.name ?? 'passed'}`),
  );

describe('renderJunit', () => {
  it('has a suite per gate with a case for the verdict and one per version', async () => {
    assert.deepEqual(await shown(REPORTS.pass!), [['verdict: passed', 'version one: passed', 'version two: passed']]);
    assert.deepEqual(await shown(REPORTS.several!), [
      ['verdict: failure', 'version one: failure', 'version two: failure'],
      ['verdict: passed', 'version one: passed', 'version two: passed'],
      ['verdict: failure', 'version one: failure', 'version two: failure'],
      ['verdict: failure', 'version v1: passed', 'version v2: passed', 'version v3: failure', 'stranger v9: failure'],
      ['verdict: error', 'version one: skipped', 'version two: skipped'],
    ]);
  });

  it('never shows a version as good while its gate is in doubt or fails for another reason', async () => {
    for (const name of ['low-power', 'no-data', 'failures', 'doubt-allowed', 'cannot-fail']) {
      const [[, ...versions] = []] = await shown(REPORTS[name]!);
      assert.ok(versions.length > 0 && versions.every((text) => text.endsWith(': skipped')), name);
    }
    assert.match((await shown(REPORTS['doubt-allowed']!))[0]![0]!, /: skipped$/);
    assert.match((await shown(REPORTS['low-power']!))[0]![0]!, /: failure$/);
  });

  it('shows the kept connections of a comparison without deciding by them', async () => {
    const [fresh, kept] = REPORTS.comparison!.gates;
    const failed = judged({ ...CASES.fail!, weights: { v1: '80', v2: '20' }, counts: { v1: 700, v2: 300 } }).gates[0]!;
    const root = await read({ ...REPORTS.comparison!, gates: [fresh!, { ...failed, name: kept!.name }] });
    assert.equal(root.attributes.failures, '0');
    assert.match(
      outcomeOf(casesOf(root.children[1]!)[0]!)!.attributes.message!,
      /^shown for comparison, decides nothing: FAIL: /,
    );
  });

  it('takes an interrupted PASS for an error', async () => {
    const [gate] = REPORTS.pass!.gates;
    const root = await read({ ...REPORTS.pass!, exitCode: 130, gates: [{ ...gate!, exitCode: 130 }] });
    assert.deepEqual([root.attributes.errors, root.attributes.failures], ['1', '0']);
    assert.match(outcomeOf(casesOf(root.children[0]!)[0]!)!.attributes.message!, /^interrupted before the end/);
  });

  it('counts and times what it holds', async () => {
    for (const report of Object.values(REPORTS)) {
      const root = await read(report);
      const all = root.children.flatMap(casesOf);
      const count = (name: string) => all.filter((one) => outcomeOf(one)?.name === name).length;
      assert.deepEqual(
        [root.attributes.tests, root.attributes.failures, root.attributes.errors],
        [all.length, count('failure'), count('error')].map(String),
      );
      const seconds = (elements: readonly XmlElement[]) =>
        Math.round(elements.reduce((sum, { attributes }) => sum + Number(attributes.time), 0) * 1000);
      assert.equal(seconds([root]), seconds(root.children));
      assert.equal(seconds([root]), seconds(all));
      assert.equal(
        seconds([root]),
        report.gates.reduce((sum, { measurement }) => sum + Math.round(measurement.elapsedMs ?? 0), 0),
      );
    }
  });

  it('names no suite twice, and no case of a suite', async () => {
    const same = `one${'x'.repeat(500)}`;
    const gate = judged({ ...CASES.fail!, weights: { [`${same}1`]: '80', [`${same}2`]: '20' }, counts: { [`${same}1`]: 9 } })
      .gates[0]!;
    for (const report of [...Object.values(REPORTS), { ...REPORTS.fail!, gates: [gate, gate, gate] }]) {
      const root = await read(report);
      const unique = (names: readonly (string | undefined)[]) => assert.equal(new Set(names).size, names.length);
      unique(root.children.map(({ attributes }) => attributes.name));
      for (const suite of root.children) {
        unique(casesOf(suite).map(({ attributes }) => attributes.name));
        for (const one of casesOf(suite)) assert.equal(one.attributes.classname, `weighbridge.${suite.attributes.name}`);
      }
    }
  });

  it('leaves out what is not known: no time of a start, no seed, no p-value', async () => {
    const suite = (await read(REPORTS['typed-in']!)).children[0]!;
    const names = suite.children[0]!.children.map(({ attributes }) => attributes.name);
    assert.equal(suite.attributes.timestamp, undefined);
    for (const absent of ['startedAt', 'seed', 'deltaPp', 'elapsedMs']) assert.ok(!names.includes(absent), absent);
    assert.doesNotMatch(await renderJunit(REPORTS['no-data']!, { columns: 80, color: false }), /"(null|undefined|NaN)"/);
  });

  it('is well-formed, bounded and free of unsafe characters for any label', async () => {
    const label = fc.oneof(
      fc.constantFrom(...Object.values(HOSTILE_MARKUP), ...Object.values(HOSTILE_LABELS).map((one) => one.slice(0, 5_000))),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc
        .array(fc.constantFrom(']]>', ']', '>', '<![CDATA[', '&', '\u0000', '\ud800', '\uffff', '"', 'x'), {
          minLength: 1,
          maxLength: 9,
        })
        .map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(label, { minLength: 2, maxLength: 4 }), async (labels) => {
        const weights = Object.fromEntries(labels.map((name, i) => [`${name} `, String(i + 1)]));
        const counts = Object.fromEntries(labels.map((name) => [`${name} `, 50]));
        const xml = await renderJunit(judged({ weights, counts, notes: labels, tally: { target: labels[0]! } }), {
          columns: 80,
          color: false,
        });
        readXml(xml);
        assert.doesNotMatch(xml, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.ok(xml.length < 60_000);
      }),
      { numRuns: 60 },
    );
  });
});
