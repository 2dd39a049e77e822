import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMarkdown } from '../../../harness/report/markdown.ts';
import { HOSTILE_LABELS } from './cases.ts';
import { judged, judgedTogether } from './judged.ts';
import { HOSTILE_MARKUP, REPORTS } from './reports.ts';

const LOOK = { columns: 80, color: false };
const MEBIBYTE = 1024 * 1024;

describe('renderMarkdown', () => {
  it('tells verdict, reason, versions, failures, notes, advice and figures in this order', () => {
    const [gate] = REPORTS.failures!.gates;
    const text = renderMarkdown({ ...REPORTS.failures!, gates: [{ ...gate!, notes: ['a note'] }] }, LOOK);
    const parts = [
      '**FAIL** ',
      '55 of 1,000 requests failed',
      '| v1 | 80 |',
      '- failed: 55',
      '- a note',
      '**Next:** ',
      '<details>',
    ];
    const places = parts.map((part) => text.indexOf(part));
    assert.ok(!places.includes(-1), text);
    assert.deepEqual(
      places.toSorted((a, b) => a - b),
      places,
    );
  });

  it('begins several gates with an overview, and none of a single one', () => {
    assert.match(renderMarkdown(REPORTS.several!, LOOK), /^\*\*FAIL\*\* 5 gates: 3 FAIL .*\n\n\| gate \| verdict \| reason \|/);
    assert.match(renderMarkdown(REPORTS.pass!, LOOK), /^\*\*PASS\*\* tcp:/);
  });

  it('tells how the connections of a comparison differ', () => {
    assert.match(renderMarkdown(REPORTS.comparison!, LOOK), /\n\nThe gateway picks per connection: .*\n$/);
  });

  it('says what made it where that is known', () => {
    const text = renderMarkdown(REPORTS.pass!, {
      ...LOOK,
      command: "weighbridge verify 'http://x/?a=<b>'",
      made: 'weighbridge 1',
    });
    assert.ok(text.endsWith("\n\nCommand: <code>weighbridge verify 'http\\://x/?a=&lt;b&gt;'</code>\n\nMade by weighbridge 1\n"));
    assert.doesNotMatch(renderMarkdown(REPORTS.pass!, LOOK), /Command|Made by/);
  });

  it('has no HTML but its own', () => {
    for (const report of Object.values(REPORTS))
      assert.doesNotMatch(renderMarkdown(report, LOOK), /<(?!\/?(details|summary)>|!-- -->)/);
  });

  it('sums up the rows that a reader would not read', () => {
    const names = Array.from({ length: 130 }, (_, i) => `v${i}`);
    const report = judged({
      weights: Object.fromEntries(names.map((name) => [name, '1'])),
      counts: Object.fromEntries(names.map((name) => [name, 50])),
    });
    const text = renderMarkdown(report, LOOK);
    assert.match(text, /\| v99 \|[^\n]*\n\n… and 30 more \(--report json lists all\)\n/);
    assert.ok(!text.includes('| v100 |'));
  });

  it('is no longer than a step summary may be, and says what is missing', () => {
    const labels = Object.values({ ...HOSTILE_LABELS, ...HOSTILE_MARKUP }).map((label) => label.slice(0, 3_000));
    const gate = judged({
      weights: Object.fromEntries(labels.map((name) => [name, '1'])),
      counts: Object.fromEntries(labels.map((name) => [name, 9])),
      notes: [...labels, ...labels],
    }).gates[0]!;
    const gates = Array.from({ length: 600 }, (_, i) => ({ ...gate, name: `${i} ${HOSTILE_LABELS.wide}` }));
    const text = renderMarkdown({ ...REPORTS.several!, gates }, LOOK);
    const bytes = Buffer.byteLength(text);
    assert.ok(bytes < MEBIBYTE && bytes > 0.9 * MEBIBYTE, String(bytes));
    assert.match(text, /\n\n\*\*Cut here:\*\* [^\n]+\n$/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length, 'no part is cut in its middle');
    assert.ok(text.indexOf('| 99 ') < text.indexOf('… and 500 more'), 'the overview comes whole');
  });

  it('says nothing of a cut where there is none', () => {
    const report = judgedTogether({
      one: { weights: { a: '1' }, counts: { a: 300 } },
      two: { weights: { a: '1' }, counts: { a: 300 } },
    });
    assert.doesNotMatch(renderMarkdown(report, LOOK), /Cut here/);
  });
});
