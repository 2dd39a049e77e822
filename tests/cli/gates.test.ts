import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { run } from '../../harness/cli/run.ts';
import type { Report } from '../../harness/model/report.ts';
import { assertHarmless, assertUsage, fakeHost, inProcess, ROOT, reportOf, scratch } from './command.ts';

const folder = scratch();
const schema = JSON.parse(readFileSync(join(ROOT, 'harness/report/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile(schema);

/** Writes a gates file and returns its path. */
const gatesFile = (name: string, ...lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

const assertReport = (report: Report): void => {
  validate(report);
  assert.deepEqual(validate.errors ?? [], []);
  for (const { n, nAll, structural, unattributed, measurement } of report.gates) {
    const outside = [...structural.violations, ...structural.unknown].reduce((sum, { count }) => sum + count, 0);
    assert.equal(nAll, n + outside + unattributed);
    assert.equal(measurement.sent, nAll);
  }
};

/** A port that nobody listens on. */
const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 1));
    });
  });

const LAB = ['defaults:', '  lab: tcp-echo', '  requests: 400', 'gates:'];

describe('verify --config', () => {
  it('runs the example, whole', async () => {
    const ended = await inProcess(['verify', '--config', join(ROOT, 'examples/weighbridge.yaml'), '--report', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    const report = reportOf(ended);
    assertReport(report);
    assert.deepEqual(
      report.gates.map(({ name, verdict, alpha, judgedAt }) => [name, verdict, alpha, judgedAt]),
      [
        ['two workloads', 'PASS', 0.01, 0.005],
        ['greeting chain', 'PASS', 0.01, 0.005],
      ],
    );
    const [first, second] = report.gates.map(({ p }) => p!);
    const adjusted =
      first! < second! ? [2 * first!, Math.max(2 * first!, second!)] : [Math.max(2 * second!, first!), 2 * second!];
    for (const [i, { pHolm }] of report.gates.entries()) assert.ok(Math.abs(pHolm! - Math.min(1, adjusted[i]!)) < 1e-12);
    assert.ok(report.gates.every(({ control }) => control?.failed));
  });

  it('has one exit code and one closing line for all gates, and tells each by its name', async () => {
    const port = await closedPort();
    const file = gatesFile(
      'mixed.yaml',
      ...LAB,
      '  - {name: right, expect: "80,20"}',
      '  - {name: wrong, expect: "80,20", actual: "50,50"}',
      '  - {name: unsure, expect: "80,20", tolerance: 1}',
      `  - {name: gone, target: "tcp://127.0.0.1:${port}", expect: "one=80,two=20", ready-timeout: 100ms}`,
    );
    const outcome = async (...names: readonly string[]) => {
      const ended = await inProcess(['verify', '--config', file, ...names.flatMap((name) => ['--gate', name])]);
      return [ended.code, ended.stdout.trimEnd().split('\n').slice(-2).join(' ')] as const;
    };
    const all = await inProcess(['verify', '--config', file]);
    assert.equal(all.code, 1);
    assertHarmless(all.stdout);
    assert.match(all.stdout, /^PASS {2}right: tcp:\/\//);
    assert.match(all.stdout, /\nFAIL {2}wrong: tcp:\/\//);
    assert.match(
      all.stdout,
      /false-alarm risk 1 % for all gates,\s+0\.33 % for this one|false-alarm risk 1 % for all gates,\s+0\.333333 %/,
    );
    assert.match(all.stdout.replace(/\s+/g, ' '), /FAIL 4 gates: 1 FAIL \(wrong\), 2 INCONCLUSIVE \(unsure, gone\), 1 PASS · /);
    assert.deepEqual((await outcome('right'))[0], 0);
    assert.deepEqual((await outcome('right', 'unsure'))[0], 3);
    assert.deepEqual((await outcome('right', 'unsure', 'gone'))[0], 4);
    const lenient = await inProcess(['verify', '--config', file, '--gate', 'unsure', '--on-inconclusive', 'pass']);
    assert.equal(lenient.code, 0);
  });

  it('lists gates without sending anything', async () => {
    let asked = 0;
    const server = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 1;
    const file = gatesFile(
      'list.yaml',
      'gates:',
      `  - {name: "mine", target: "http://127.0.0.1:${port}/x", expect: "v1=90,v2=10", tolerance: 2}`,
      '  - {name: other, lab: tcp-echo, requests: 7}',
    );
    const ended = await inProcess(['verify', '--config', file, '--list-gates']);
    assert.equal(ended.code, 0, ended.stderr);
    const [first = '', second = '', ...more] = ended.stdout.split('\n');
    assert.match(first, new RegExp(`^mine +http://127\\.0\\.0\\.1:${port}/x +v1=90,v2=10 +\\d+ requests$`));
    assert.match(second, /^other +lab tcp-echo +80,20 +7 requests$/);
    assert.deepEqual(more, ['']);
    assert.equal((await inProcess(['verify', '--config', file, '--list-gates', '--gate', 'other'])).stdout.split('\n').length, 2);
    assertUsage(await inProcess(['verify', '--config', file, '--list-gates', '--report', 'json']), '--report', '--list-gates');
    server.close();
    assert.equal(asked, 0);
  });

  it('reads gates from standard input', async () => {
    const stdin = '{"gates": [{"name": "a", "lab": "tcp-echo", "expect": "80,20", "requests": 300}]}';
    const ended = await inProcess(['verify', '--config', '-', '--report', 'json'], { stdin });
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(reportOf(ended).gates[0]?.judgedAt, 0.01);
    assertUsage(await inProcess(['verify', '--config', '-'], { stdin: 'gates: []\n' }), 'standard input:1: there are no gates');
  });

  it('saves one tally per gate, and judge repeats each as it was judged among the others', async () => {
    const file = gatesFile(
      'save.yaml',
      ...LAB,
      '  - {name: "one/two", expect: "80,20", prove-it-can-fail: true}',
      '  - {name: "one two", expect: "80,20", actual: "71,29"}',
      '  - {name: "../up", expect: "80,20", seed: 9, diagnostics: warn}',
    );
    const tallies = join(folder, 'deep/tallies');
    const ended = await inProcess(['verify', '--config', file, '--tally', tallies, '--report', 'json']);
    const report = reportOf(ended);
    assertReport(report);
    assert.deepEqual(readdirSync(tallies).toSorted(), ['one-two-2.json', 'one-two.json', 'up.json']);
    for (const [i, name] of ['one-two', 'one-two-2', 'up'].entries()) {
      const again = await inProcess(['judge', join(tallies, `${name}.json`), '--report', 'json']);
      assert.deepEqual(reportOf(again).gates, [report.gates[i]]);
      assert.equal(again.code, report.gates[i]?.exitCode);
    }
    // Another rule has no part in the run's risk any more.
    const [other] = reportOf(
      await inProcess(['judge', join(tallies, 'up.json'), '--significance', '0.05', '--report', 'json']),
    ).gates;
    assert.deepEqual([other?.alpha, other?.judgedAt, other?.pHolm], [0.05, 0.05, other?.p]);
    const mixed = await inProcess(['judge', join(tallies, 'one-two.json'), join(tallies, 'up.json')]);
    assertUsage(mixed, 'tally 1 and tally 2 do not belong together');
    assertUsage(await inProcess(['verify', '--config', file, '--tally', file]), '--tally', 'name a folder');
  });

  it('lets early stopping gates have their part beforehand', async () => {
    const file = gatesFile(
      'early.yaml',
      'defaults: {lab: tcp-echo, tolerance: 2, sequential: true, connections: 8}',
      'gates:',
      '  - {name: wrong, expect: "80,20", actual: "40,60"}',
      '  - {name: worse, expect: "80,20", actual: "20,80"}',
    );
    const ended = await inProcess(['verify', '--config', file, '--report', 'json', '--tally', join(folder, 'early')]);
    assert.equal(ended.code, 1, ended.stderr);
    const { gates } = reportOf(ended);
    for (const { verdict, judgedAt, sequential, pHolm, p, measurement } of gates) {
      assert.deepEqual([verdict, judgedAt, sequential?.decision], ['FAIL', 0.005, 'fail']);
      assert.ok(sequential!.logE! >= Math.log(1 / 0.005));
      assert.ok(Math.abs(pHolm! - Math.min(1, 2 * p!)) < 1e-15);
      assert.ok(measurement.sent < 400);
    }
    const again = await inProcess(['judge', join(folder, 'early/wrong.json'), '--report', 'json']);
    assert.deepEqual(reportOf(again).gates[0], gates[0]);
  });

  it('checks every gate before the first request of any', async () => {
    const cases: readonly (readonly [string, ...(string | RegExp)[]])[] = [
      ['  - {name: bad, expect: "80,20", tolerance: abc}', 'bad.yaml:6: gate "bad": --tolerance "abc"'],
      ['  - {name: bad, expect: "1,2,3"}', 'bad.yaml:6: gate "bad": --expect', 'as many'],
      ['  - {name: bad, target: "http://127.0.0.1:1/"}', 'bad.yaml:6: gate "bad": --expect is missing'],
      ['  - {name: bad, target: "ftp://h:1", expect: "1,2"}', 'bad.yaml:6: gate "bad": ', 'ftp://h:1'],
      ['  - {name: bad, target: "tcp://h:1", expect: "1,2", host: h}', 'bad.yaml:6: gate "bad": --host has no meaning'],
      ['  - {name: bad, expect: "80,20", actual: "1,2,3"}', 'bad.yaml:6: gate "bad": --actual'],
      ['  - {name: bad, group-by: "wrod:1"}', 'bad.yaml:6: gate "bad": --group-by'],
      ['  - {name: bad, wieghts: "80,20"}', 'bad.yaml:6: gate "bad"', 'did you mean expect?'],
      ['  - {name: good}', 'bad.yaml:6: gate "good": the name is taken at', 'bad.yaml:5'],
    ];
    for (const [line, ...parts] of cases) {
      const ended = await inProcess([
        'verify',
        '--config',
        gatesFile('bad.yaml', ...LAB, '  - name: good'.replace('name: good', '{name: good}'), line),
      ]);
      assertUsage(ended, ...parts);
    }
  });

  it('reports what was not reached after an interrupt, with exit code 130', async () => {
    const file = gatesFile(
      'long.yaml',
      'defaults: {lab: tcp-echo, expect: "80,20"}',
      'gates:',
      '  - {name: first, requests: 50}',
      '  - {name: second, requests: 1000000, rate: 500}',
      '  - {name: third, requests: 50}',
    );
    const { host, stdout, stderr, events } = fakeHost(['verify', '--config', file, '--report', 'json']);
    const ending = run(host);
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!/weighing: [1-9]/.test(stderr.text)) return;
        clearInterval(look);
        resolve();
      }, 20);
    });
    events.emit('SIGINT');
    assert.equal(await ending, 130);
    const report = JSON.parse(stdout.text) as Report;
    assertReport(report);
    assert.deepEqual(
      report.gates.map(({ name, reason }) => [name, reason === 'no-data']),
      [
        ['first', false],
        ['second', false],
        ['third', true],
      ],
    );
    assert.equal(report.exitCode, 130);
  });
});
