import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Report } from '../../harness/model/report.ts';
import { FORMATS } from '../../harness/report/formats.ts';
import { readXml } from '../harness/report/xml.ts';
import { assertUsage, inProcess, ROOT, scratch } from './command.ts';

const folder = scratch();
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
const FILES = Object.values(FORMATS).flatMap(({ extensions }) => extensions.map((extension) => `report.${extension}`));

const wrong = ['judge', '--counts', '704,296', '--expect', 'one=80,two=20'];

describe('--report and --out', () => {
  it('say the same verdict and numbers in every format of one run', async () => {
    const outs = FILES.flatMap((file) => ['--out', path(file)]);
    const ended = await inProcess([...wrong, ...outs]);
    assert.equal(ended.code, 1, ended.stderr);
    const report = JSON.parse(read('report.json')) as Report;
    assert.equal(report.gates[0]?.counts.join(), '704,296');
    for (const file of FILES) {
      const text = read(file);
      for (const part of ['FAIL', '704', '296']) assert.ok(text.includes(part), `${file}: ${part}`);
    }
    assert.equal(readXml(read('report.xml')).attributes.failures, '3');
    assert.match(read('report.md'), /\nCommand: <code>.*judge --counts 704,296 .*<\/code>\n/);
  });

  it('print each format alone on stdout, with the same exit code', async () => {
    for (const format of Object.keys(FORMATS)) {
      const ended = await inProcess([...wrong, '--report', format]);
      assert.equal(ended.code, 1, format);
      assert.equal(ended.stderr, '', format);
      assert.ok(ended.stdout.endsWith('\n') && ended.stdout.includes('FAIL'), format);
    }
  });

  it('refuse a format for what it cannot show, and name those that can', async () => {
    const manifest = path('route.yaml');
    writeFileSync(manifest, 'apiVersion: v1\nkind: List\nitems: []\n');
    for (const format of ['junit', 'markdown', 'github', 'html'])
      for (const args of [
        ['plan', '--expect', '1,1'],
        ['routes', manifest],
      ])
        assertUsage(await inProcess([...args, '--report', format]), `--report ${format}`, 'take text or json');
    assertUsage(
      await inProcess(['plan', '--expect', '1,1', '--out', path('plan.xml')]),
      '--out',
      'plan.xml',
      'junit',
      'text or json',
    );
    assert.ok(!existsSync(path('plan.xml')));
    assertUsage(await inProcess([...wrong, '--report', 'junitt']), '--report', 'junitt', 'junit');
  });

  it('print the verdict all the same when a file cannot be written', async () => {
    for (const file of ['nowhere/report.xml', 'report.md/report.html']) {
      writeFileSync(path('report.md'), '');
      const ended = await inProcess([...wrong, '--out', path(file), '--out', path('beside.json')]);
      assert.equal(ended.code, 2);
      assert.match(ended.stdout, /^FAIL {2}/);
      assert.match(ended.stderr, /^weighbridge: --out .*: cannot be written \(.*\); check the path\n$/);
      assert.equal(JSON.parse(read('beside.json')).verdict, 'FAIL', 'the other files are written');
    }
  });

  it('print the verdict all the same on a full disk', { skip: !existsSync('/dev/full') && 'no /dev/full here' }, async () => {
    // The ending tells the format, so the device needs a name that has one.
    symlinkSync('/dev/full', path('full.xml'));
    const ended = await inProcess([...wrong, '--out', path('full.xml')]);
    assert.equal(ended.code, 2);
    assert.match(ended.stdout, /^FAIL {2}/);
    assert.match(ended.stderr, /full\.xml: cannot be written \(no space left on the disk\); check the path\n$/);
  });

  it('tell the verdict on stderr where standard output is full', {
    skip: !existsSync('/dev/full') && 'no /dev/full here',
  }, () => {
    const full = openSync('/dev/full', 'w');
    const args = [join(ROOT, 'harness/bin.js'), ...wrong, '--out', path('kept.json')];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    assert.equal(status, 2);
    assert.equal(
      stderr,
      'weighbridge: standard output cannot be written (no space left on the disk)\nweighbridge: the verdict is FAIL\n',
    );
    assert.equal(JSON.parse(read('kept.json')).verdict, 'FAIL');
  });
});

describe('--report github', () => {
  it('adds the report to the summary of the step, and every file beside it', async () => {
    const env = { GITHUB_STEP_SUMMARY: path('summary.md') };
    const ended = await inProcess([...wrong, '--report', 'github', '--out', path('same.md')], { env });
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /^::error title=FAIL .*\n$/);
    assert.equal(read('summary.md'), `${read('same.md')}\n`);
  });

  it('keeps the verdict where the summary cannot be written', async () => {
    for (const [counts, code] of [
      ['704,296', 1],
      ['800,200', 0],
    ] as const) {
      const args = ['judge', '--counts', counts, '--expect', 'one=80,two=20', '--report', 'github'];
      const ended = await inProcess(args, { env: { GITHUB_STEP_SUMMARY: folder } });
      assert.equal(ended.code, code);
      assert.match(ended.stdout, /^::(error|notice) /);
      assert.match(ended.stderr, /^weighbridge: GITHUB_STEP_SUMMARY .*: cannot be written \(it is a folder\)/);
    }
  });

  it('leaves the summary to this format', async () => {
    const env = { GITHUB_STEP_SUMMARY: path('untouched.md') };
    for (const format of ['text', 'markdown', 'json']) await inProcess([...wrong, '--report', format], { env });
    assert.ok(!existsSync(path('untouched.md')));
  });
});
