import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { renderJunit } from '../../../harness/report/junit.ts';
import { skipWithout } from '../../lab/parts.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { REPORTS } from './reports.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/report/${name}`, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'weighbridge-junit-'));
after(() => rmSync(folder, { recursive: true }));

/** What the validator says against these documents; empty when it takes all. */
function refusals(documents: Readonly<Record<string, string>>): string {
  const paths = Object.entries(documents).map(([name, text]) => {
    writeFileSync(join(folder, `${name}.xml`), text);
    return join(folder, `${name}.xml`);
  });
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', fixture('junit.xsd'), ...paths], { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

describe('a JUnit report beside its schema', { skip: skipWithout('xmllint') }, () => {
  it('is accepted by a JUnit schema, whatever it tells', async () => {
    const reports = {
      ...REPORTS,
      ...Object.fromEntries(Object.entries(CASES).map(([name, given]) => [`case-${name}`, judged(given)])),
    };
    const documents = Object.entries(reports).map(async ([name, report]) => {
      return [name, await renderJunit(report, { columns: 80, color: false, command: 'weighbridge <x>', made: 'weighbridge 1' })];
    });
    assert.equal(refusals(Object.fromEntries(await Promise.all(documents))), '');
  });

  it('would be refused with another root, a case without a class, a text out of place or a name twice', async () => {
    const good = await renderJunit(REPORTS.fail!, { columns: 80, color: false });
    const suite = good.slice(good.indexOf('  <testsuite '), good.indexOf('</testsuites>'));
    const wrong = {
      root: good.replaceAll('testsuites', 'suites'),
      classless: good.replace(/ classname="[^"]*"/, ''),
      text: good.replace('<testcase ', 'text<testcase '),
      skipped: good.replace('<testsuites ', '<testsuites skipped="0" '),
      'same-case': good.replace('name="version two"', 'name="version one"'),
      twice: good.replace('</testsuites>', `${suite}</testsuites>`),
    };
    const refused = refusals(wrong);
    for (const [name, text] of Object.entries(wrong)) {
      assert.notEqual(text, good, name);
      assert.ok(refused.includes(`${name}.xml`), name);
    }
  });
});
