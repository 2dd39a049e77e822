import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OPTIONS } from '../../harness/cli/options.ts';
import { renderText } from '../../harness/report/text.ts';
import { CASES } from '../harness/report/cases.ts';
import { judged } from '../harness/report/judged.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const page = readFileSync(`${docs}latency.md`, 'utf8');
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
const report = (name: string) => inOneLine(renderText(judged(CASES[name]!), { columns: 80, color: false }));

test('the report that docs/latency.md shows has the words of real ones', () => {
  const [, shown = ''] = /^```\n([\s\S]*?)^```$/m.exec(page) ?? [];
  for (const line of ['latency in ms p50 p90 p99 max', 'from the time a request was due', 'from the time it was sent']) {
    assert.ok(inOneLine(shown).includes(line), line);
    assert.ok(report('target-stalled').includes(line), line);
  }
  const [stalled = ''] = /the target stalled .* at worst/.exec(report('target-stalled')) ?? [];
  assert.ok(stalled !== '' && inOneLine(shown).includes(stalled));
});

test('docs/latency.md explains every reason that a report gives for a rate that was not reached', () => {
  const reasons = [...page.matchAll(/^\* \*(.+?)\*:/gm)].map(([, reason = '']) => reason);
  assert.equal(reasons.length, 2);
  assert.ok(report('rate-not-reached').includes(reasons[0]!));
  assert.ok(report('rate-beyond-machine').includes(reasons[1]!));
});

test('options and pages that the pages about latency name are there', () => {
  for (const [, option = ''] of page.matchAll(/`--([a-z-]+)/g)) assert.ok(Object.hasOwn(OPTIONS, option), option);
  assert.match(readFileSync(`${docs}group-by.md`, 'utf8'), /\]\(latency\.md\)/);
  for (const [, link = ''] of page.matchAll(/\]\((?!https:)([^)#]+)\)/g)) assert.ok(existsSync(`${docs}${link}`), link);
});
