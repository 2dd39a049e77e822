import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../../../harness/model/report.ts';
import { adviceFor } from '../../../../harness/report/advice.ts';
import { renderHtml } from '../../../../harness/report/html/html.ts';
import { intervalText, pCell } from '../../../../harness/report/number-text.ts';
import { percent, risk, thousands } from '../../../../harness/report/numbers.ts';
import { printable } from '../../../../harness/report/printable.ts';
import { sentencesOf } from '../../../../harness/report/sentences.ts';
import { shareText } from '../../../../harness/report/share-text.ts';
import { CASES } from '../cases.ts';
import { judged } from '../judged.ts';
import { assertWellFormed, cellsOf, factsOf, readPage } from './page-reader.ts';
import { changed, LOOK, pageOf, REPORTS, together } from './reports.ts';

const ALL: Readonly<Record<string, () => Report>> = {
  ...Object.fromEntries(Object.entries(CASES).map(([name, given]) => [`case ${name}`, () => judged(given)])),
  ...REPORTS,
};
/** Attributes by which a page can load or run something. */
const LOADS = ['src', 'srcset', 'data', 'action', 'formaction', 'poster', 'background', 'ping', 'cite', 'manifest', 'xlink:href'];

/** Made when it is first asked for, and kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

describe('renderHtml', () => {
  for (const [name, make] of Object.entries(ALL)) {
    const shown = once(async () => {
      const report = make();
      const text = await pageOf(report);
      return { report, text, page: readPage(text) };
    });

    it(`makes a page of ${name} that is well-formed, loads nothing and runs nothing`, async () => {
      const { text, page } = await shown();
      assertWellFormed(text);
      assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      assert.equal(page.querySelectorAll('script, iframe, object, embed, img, image, use, foreignObject, form, base').length, 0);
      for (const element of page.querySelectorAll('*')) {
        for (const attribute of element.attributes) {
          assert.ok(!LOADS.includes(attribute.name) && !attribute.name.startsWith('on'), attribute.name);
          if (attribute.name === 'href') assert.match(attribute.value, /^(?:#gate-[0-9]+|data:,)$/);
          assert.doesNotMatch(attribute.value, /url\(/);
        }
      }
      assert.doesNotMatch(page.querySelector('style')?.textContent ?? '', /url\(|@import|[<&]/);
    });

    it(`makes a page of ${name} that one can find one’s way in`, async () => {
      const { report, page } = await shown();
      assert.equal(page.documentElement.getAttribute('lang'), 'en');
      assert.ok(page.title.startsWith(report.verdict) && page.querySelector('h1')?.textContent.includes(report.verdict));
      for (const landmark of ['body > header', 'body > main', 'body > footer'])
        assert.equal(page.querySelectorAll(landmark).length, 1);
      const levels = [...page.querySelectorAll('h1, h2, h3')].map(({ localName }) => Number(localName.slice(1)));
      assert.equal(levels[0], 1);
      assert.ok(levels.every((level, i) => i === 0 || (level > 1 && level <= (levels[i - 1] ?? 0) + 1)));
      const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, 'no id stands twice');
      for (const element of page.querySelectorAll('[aria-labelledby], [aria-describedby]'))
        for (const id of [element.getAttribute('aria-labelledby'), element.getAttribute('aria-describedby')])
          assert.ok(id === null || ids.includes(id), `${id} exists`);
      for (const svg of page.querySelectorAll('svg')) {
        assert.equal(svg.getAttribute('role'), 'img');
        assert.ok(
          (svg.querySelector('title')?.textContent ?? '') !== '' && (svg.querySelector('desc')?.textContent ?? '') !== '',
        );
      }
      for (const table of page.querySelectorAll('table'))
        assert.ok(
          table.querySelector('caption')?.textContent && table.querySelector('tbody tr > :first-child')?.localName === 'th',
        );
    });

    it(`shows the numbers of ${name} as they are in the report`, async () => {
      const { report, page } = await shown();
      for (const [i, gate] of report.gates.entries()) {
        const facts = factsOf(page, `gate-${i + 1}`);
        assert.equal(facts.get('p'), pCell(gate.p, gate.log10P));
        assert.equal(facts.get('Reason'), gate.reason);
        assert.equal(facts.get('Exit code'), String(gate.exitCode));
        assert.equal(facts.get('False-alarm risk'), risk(gate.alpha));
        assert.equal(facts.get('Requests sent'), thousands(gate.measurement.sent));
        assert.equal(facts.get('Failed'), thousands(gate.failing));
        if (gate.nAll === 0) continue;
        const rows = cellsOf(page, `gate-${i + 1}-shares-table`);
        assert.equal(rows.length, gate.weights.length + gate.structural.unknown.length);
        for (const [v, { p }] of gate.weights.entries()) {
          const [, expected, observed, interval, , , count] = rows[v] ?? [];
          const share = gate.shares[v] ?? (gate.counts[v] ?? 0) / gate.nAll;
          assert.deepEqual(
            [expected, observed, interval, count],
            [
              shareText(p),
              percent(share),
              intervalText(gate.ci.lo[v] ?? null, gate.ci.hi[v] ?? null),
              thousands(gate.counts[v] ?? 0),
            ],
          );
        }
        for (const [s, { count }] of gate.structural.unknown.entries())
          assert.equal(rows[gate.weights.length + s]?.[6], thousands(count));
      }
    });

    it(`says why and what to do next for ${name}`, async () => {
      const { report, page } = await shown();
      const said = page.documentElement.textContent.replace(/\s+/g, ' ').toLowerCase();
      const has = (text: string) => assert.ok(said.includes(printable(text, 2000).replace(/\s+/g, ' ').toLowerCase()), text);
      for (const gate of report.gates) {
        for (const sentence of report.comparison === null ? sentencesOf(gate) : []) has(sentence);
        for (const advice of adviceFor(gate)) has(advice);
        for (const note of gate.notes) has(note);
      }
      has(LOOK.command);
      has(LOOK.made);
    });
  }

  it('is the same for the same report, whatever was drawn before', async () => {
    const [first, second] = [await pageOf(REPORTS.several!()), await pageOf(REPORTS.several!())];
    assert.equal(first, second);
  });

  it('leaves no hole where a value is missing', async () => {
    for (const name of Object.keys(CASES)) {
      const text = await pageOf(judged(CASES[name]!));
      assert.doesNotMatch(readPage(text).documentElement.textContent, /undefined|NaN|\bnull\b|Infinity|\[object/, name);
      assert.doesNotMatch(text.replace(/<style>[\s\S]*?<\/style>/, ''), /"(?:undefined|NaN|null|Infinity)"|NaN|undefined/, name);
    }
  });

  it('stays small: a page of megabytes of labels, of 60 versions, of 1,000 versions', async () => {
    const names = Array.from({ length: 1_000 }, (_, i) => `v${i}`);
    const thousand = judged({
      weights: Object.fromEntries(names.map((name) => [name, '1'])),
      counts: Object.fromEntries(names.map((name) => [name, 20])),
      rule: { method: 'chi2' },
    });
    for (const report of [REPORTS.hostile!(), REPORTS['sixty-versions']!(), thousand])
      assert.ok((await pageOf(report)).length < 250_000);
    assert.match(await pageOf(thousand), /… and 800 more; the JSON report lists all/);
  });

  it('tells p below 1e-300 by its logarithm and never as 0', async () => {
    const report = judged(CASES['below-double']!);
    assert.match(factsOf(readPage(await pageOf(report)), 'gate-1').get('p') ?? '', /^< 1e-300 \(log10 p = -\d+\.\d\)$/);
  });

  it('shows what there is of a report that has no data', async () => {
    const page = readPage(await pageOf(judged(CASES['no-data']!)));
    assert.equal(page.querySelectorAll('svg').length, 0);
    assert.equal(page.querySelectorAll('#gate-1-shares').length, 0);
    assert.match(page.querySelector('h1')?.textContent ?? '', /nothing was measured/);
  });

  it('marks a change, in words too', async () => {
    const text = await pageOf(REPORTS['split-changed']!());
    assert.match(text, /The split changed after request \d+ \(dotted\)/);
    assert.match(text, />change</);
    assert.doesNotMatch(await pageOf(REPORTS.rich!()), />change</);
  });

  it('says why there is no band where routing is not decided per request', async () => {
    assert.match(await pageOf(REPORTS['per-connection']!()), /There is no band.*design effect 20\.00/);
    assert.doesNotMatch(await pageOf(REPORTS.rich!()), /There is no band/);
  });

  it('has the points of the run as a table', async () => {
    const report = REPORTS.rich!();
    const rows = cellsOf(readPage(await pageOf(report)), 'gate-1-course-table');
    const { overTime } = report.gates[0]!;
    assert.equal(rows.length, overTime.length);
    for (const [i, { n, shares, lo, hi }] of overTime.entries())
      assert.deepEqual(
        [rows[i]?.[0], rows[i]?.[2]],
        [thousands(n), `${percent(shares[0] ?? 0)} ${intervalText(lo[0] ?? null, hi[0] ?? null)}`],
      );
  });

  it('has latency and statuses in the order of the weights, and the lines that weights come from', async () => {
    const page = readPage(await pageOf(REPORTS.rich!()));
    assert.deepEqual(
      cellsOf(page, 'gate-1-latency').map(([name, median]) => [name, median]),
      [
        ['Hello', '2.41'],
        ['Bonjour', '1.41'],
        ['Hola', '0.412'],
      ],
    );
    assert.deepEqual(
      cellsOf(page, 'gate-1-statuses-table').map(([name]) => name),
      ['Hello', 'Hello', 'Bonjour', 'Bonjour', 'Hola', 'Hola'],
    );
    assert.equal(cellsOf(page, 'gate-1-shares-table')[1]?.[0], 'Bonjour manifests/shop/istio/virtual-service.yaml:35');
  });

  it('leads from the overview to every gate', async () => {
    const report = REPORTS.several!();
    const page = readPage(await pageOf(report));
    const links = [...page.querySelectorAll('nav a')];
    assert.deepEqual(
      links.map((link) =>
        page.getElementById(link.getAttribute('href')?.slice(1) ?? '')?.textContent.includes(printable(link.textContent, 60)),
      ),
      report.gates.map(() => true),
    );
    assert.deepEqual(
      cellsOf(page, 'overview-table').map(([, verdict, p]) => [verdict?.replace(/^\S+ /, ''), p]),
      report.gates.map((gate) => [gate.verdict, pCell(gate.p, gate.log10P)]),
    );
  });

  it('lays hops out by hop', async () => {
    const report = REPORTS.hops!();
    const [gate] = report.gates;
    const rows = cellsOf(readPage(await pageOf(report)), 'gate-1-hops-table');
    const count = gate!.counts[gate!.weights.findIndex(({ name }) => name === 'front-v2+bill-v1')]!;
    assert.equal(rows[1]?.[1], `${thousands(count)} ${percent(count / gate!.n)}, expected 18 %`);
  });

  it('compares connections and lets new ones decide', async () => {
    const report = REPORTS.comparison!();
    const page = readPage(await pageOf(report));
    assert.ok(page.querySelector('body > header')?.textContent.includes(report.comparison?.text ?? '-'));
    assert.deepEqual(
      cellsOf(page, 'comparison-table').map(([name, fresh, kept]) => [name, fresh?.split(' ')[0], kept?.split(' ')[0]]),
      report.comparison?.versions.map((name, i) => [
        name,
        thousands(report.comparison?.fresh[i] ?? 0),
        thousands(report.comparison?.kept[i] ?? 0),
      ]),
    );
  });

  it('masks nothing and adds nothing to the command, and does without one', async () => {
    const page = readPage(await renderHtml(judged(CASES.pass!), { columns: 80, color: false }));
    assert.equal(page.querySelectorAll('footer pre').length, 0);
    assert.equal(readPage(await pageOf(judged(CASES.pass!))).querySelector('footer code')?.textContent, LOOK.command);
  });

  it('adjusts p for all gates where it differs', async () => {
    const run = together({ one: changed(judged(CASES.pass!), { pHolm: 0.9, judgedAt: 0.005 }), two: judged(CASES.pass!) });
    const page = readPage(await pageOf(run));
    assert.equal(factsOf(page, 'gate-1').get('p adjusted for all gates'), '0.90');
    assert.equal(factsOf(page, 'gate-1').get('of which this gate has'), '0.5 %');
    assert.equal(factsOf(page, 'gate-2').has('p adjusted for all gates'), false);
    assert.match(
      page.getElementById('gate-1-shares-table')?.closest('table')?.querySelector('thead')?.textContent ?? '',
      /99\.5 % interval/,
    );
  });
});
