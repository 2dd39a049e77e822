import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { asProcess, assertHarmless, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();
const words = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('weighbridge verify, the embedded lab', () => {
  it('passes a right split and says what it weighed and what it would have noticed', async () => {
    const { code, stdout, stderr } = await asProcess(['verify', '--expect', '80,20']);
    assert.equal(code, 0, stderr);
    const text = words(stdout);
    assert.match(text, /^PASS tcp:\/\/127\.0\.0\.1:\d+ splits one 80 : two 20 /);
    assert.match(text, /version weight expected observed share/);
    assert.match(text, /one 80 913 \d+ [\d.]+ %/);
    assert.match(text, /chi-square [\d.]+, df 1, p = [\d.e-]+/);
    assert.match(text, /A shift of 5 pp or more would have been noticed with 95 % probability/);
    assert.match(text, /1,141 requests on 1,141 connections in /);
    assert.match(text, /embedded gateway, picks at random with seed 1/);
    assertHarmless(stdout + stderr);
  });

  it('fails a wrong one with exit code 1 and what was observed', async () => {
    const { code, stdout } = await asProcess(['verify', '--expect', '80,20', '--actual', '60,40']);
    assert.equal(code, 1);
    assert.match(words(stdout), /^FAIL .* two got (3\d|4\d)\.\d % .* expected 20 %\. .* compare the weights in the route/);
  });

  it('weighs the chained greeting service at its second hop', async () => {
    const { code, stdout } = await asProcess(['verify', '--lab', 'http-hello', '-n', '300', '--report', 'json']);
    assert.equal(code, 0);
    const gate = reportOf({ code, stdout, stderr: '' }).gates[0]!;
    assert.deepEqual(
      gate.weights.map(({ name, weight }) => `${name}=${weight}`),
      ['Hello=30', 'Bonjour=60', 'Hola=10'],
    );
    assert.equal(gate.measurement.groupBy, 'hop:2');
    assert.equal(gate.nAll, 300);
  });

  it('gives the same counts for the same seed and others for another', async () => {
    const counts = async (seed: string) =>
      reportOf(await inProcess(['verify', '--expect', '1,1', '-n', '200', '--seed', seed, '--report', 'json'])).gates[0]!.counts;
    const [first, again, other] = [await counts('5'), await counts('5'), await counts('6')];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  it('matches --actual by name, whatever its order, and lets versions rest', async () => {
    const report = reportOf(
      await inProcess(['verify', '--expect', 'two=100,one=0', '--actual', 'one=0,two=7', '-n', '100', '--report', 'json']),
    );
    assert.deepEqual(report.gates[0]!.counts, [100, 0]);
    assert.equal(report.verdict, 'PASS');
  });

  it('a version of weight 0 that answers is a structural FAIL', async () => {
    const ended = await inProcess(['verify', '--expect', '100,0', '--actual', '95,5', '-n', '400']);
    assert.equal(ended.code, 1);
    assert.match(words(ended.stdout), /two has weight 0 but answered \d+ of 400 requests \(first: #\d+\)/);
  });
});

describe('weighbridge judge', () => {
  it('passes the counts of an article', async () => {
    const { code, stdout, stderr } = await asProcess(['judge', '--counts', '61,28,11', '--expect', '60,30,10']);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.match(words(stdout), /^PASS typed-in counts fit v1 60 : v2 30 : v3 10 .* p = 0\.88/);
  });

  it('is honest about too few, with the number that settles it', async () => {
    const { code, stdout } = await asProcess(['judge', '--counts', '8,2', '--expect', '80,20', '--tolerance', '2']);
    assert.equal(code, 3);
    assert.match(words(stdout), /^INCONCLUSIVE .* Send about 7,126\. .*\(-n 7126\)/);
  });

  it('--on-inconclusive pass turns 3 into 0 and nothing else', async () => {
    const judge = (counts: string, expect: string, ...rest: string[]) =>
      inProcess(['judge', '--counts', counts, '--expect', expect, '--on-inconclusive', 'pass', ...rest]);
    assert.equal((await judge('8,2', '80,20', '--tolerance', '2')).code, 0);
    assert.match((await judge('8,2', '80,20', '--tolerance', '2')).stdout, /^INCONCLUSIVE/);
    assert.equal((await judge('600,400', '80,20')).code, 1);
  });

  it('names typed counts by --expect or --labels', async () => {
    const names = async (...args: string[]) =>
      reportOf(await inProcess(['judge', '--counts', '50,50', '--report', 'json', ...args])).gates[0]!.weights.map(
        ({ name }) => name,
      );
    assert.deepEqual(await names('--expect', 'b=1,a=1'), ['b', 'a']);
    assert.deepEqual(await names('--expect', '1,1', '--labels', 'x,y'), ['x', 'y']);
    assert.deepEqual(await names('--expect', '1,1', '--labels', '"Hello, world",y'), ['Hello, world', 'y']);
    assert.deepEqual(await names('--expect', '1,1'), ['v1', 'v2']);
  });
});

describe('outputs', () => {
  it('--out writes each format by its ending, the same as printed', async () => {
    const [json, text] = [join(folder, 'r.json'), join(folder, 'r.txt')];
    const judge = ['judge', '--counts', '80,20', '--expect', '80,20'];
    const printed = await inProcess([...judge, '--out', json, '--out', text]);
    assert.equal(readFileSync(text, 'utf8'), printed.stdout);
    assert.equal(readFileSync(json, 'utf8'), (await inProcess([...judge, '--report', 'json'])).stdout);
  });

  it('an --out that cannot be written is exit code 2, and the verdict is printed all the same', async () => {
    const path = join(folder, 'nowhere', 'r.json');
    const { code, stdout, stderr } = await inProcess(['judge', '--counts', '80,20', '--expect', '80,20', '--out', path]);
    assert.equal(code, 2);
    assert.match(stdout, /^PASS/);
    assert.match(stderr, /^weighbridge: --out .*nowhere.*: cannot be written \(no such file or folder\); check the path\n$/);
  });

  it('--report json prints only JSON on stdout, and progress goes to stderr', async () => {
    const { code, stdout, stderr } = await asProcess([
      'verify',
      '--expect',
      '1,1',
      '-n',
      '600',
      '--rate',
      '400',
      '--report',
      'json',
    ]);
    assert.equal(code, reportOf({ code, stdout, stderr }).exitCode);
    assert.match(stderr, /^(?:waiting|weighing: \d+ of 600 answers)/);
    assertHarmless(stderr);
  });

  it('colours by FORCE_COLOR over NO_COLOR over the terminal', async () => {
    const first = async (env: Record<string, string>) =>
      (await inProcess(['judge', '--counts', '80,20', '--expect', '80,20'], { env })).stdout.split('  ')[0];
    assert.equal(await first({}), 'PASS');
    assert.equal(await first({ FORCE_COLOR: '1', NO_COLOR: '1' }), '\u001b[1;32mPASS\u001b[0m');
    assert.equal(await first({ FORCE_COLOR: '0' }), 'PASS');
    assert.equal(await first({ NO_COLOR: '1' }), 'PASS');
  });
});
