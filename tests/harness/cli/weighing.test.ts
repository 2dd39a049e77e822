import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Tally } from '../../../harness/model/tally.ts';
import { inProcess, reportOf, scratch } from '../../cli/command.ts';
import { fakeEnvoy } from '../lab/fake-envoy.ts';
import { leftIn } from '../lab/left-in.ts';
import { ONE_POD } from '../lab/one-pod.ts';

const [folder, temporary, programs] = [scratch(), scratch(), scratch()];
process.env.TMPDIR = temporary;
const shop = join(folder, 'shop.yaml');
writeFileSync(shop, ONE_POD);

/** A scenario with these gates; every one of them is weighed in the lab of the shop. */
function scenario(...gates: readonly string[]): string {
  const path = join(folder, `scenario-${readdirSync(folder).length}`);
  mkdirSync(join(path, 'istio'), { recursive: true });
  writeFileSync(join(path, 'istio/kustomization.yaml'), 'resources: [shop.yaml]\n');
  writeFileSync(join(path, 'istio/shop.yaml'), ONE_POD);
  const head = 'defaults: { lab-overlay: istio, target: "http://a/", expect: v1=1, group-by: "header:x-version" }\ngates:\n';
  writeFileSync(join(path, 'gates.yaml'), `${head}${gates.map((gate) => `  - ${gate}\n`).join('')}`);
  return path;
}

describe('weighing in a lab', { timeout: 60_000 }, () => {
  it('goes through the gateway of the lab, and ends it', async () => {
    fakeEnvoy(programs);
    const args = ['http://a/', '--lab', shop, '--expect', 'v1=1', '--group-by', 'header:x-version', '-n', '300'];
    const { code, stdout, stderr } = await inProcess(['verify', ...args]);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /envoy, 1 pod/);
    assert.deepEqual(leftIn(temporary), []);
  });

  it('is inconclusive when the gateway ends in the middle: exit code 4, and what was measured is reported and saved', async () => {
    fakeEnvoy(programs, { answers: 50 });
    const saved = join(folder, 'gone.json');
    const args = ['http://a/', '--lab', shop, '--expect', 'v1=1', '--group-by', 'header:x-version', '-n', '5000'];
    const { code, stdout, stderr } = await inProcess(['verify', ...args, '--tally', saved]);
    assert.equal(code, 4, stdout + stderr);
    const told = stdout.replace(/\s+/g, ' ');
    assert.match(told, /The lab ended after \d+ requests, in the middle of the run: envoy ended with exit code 9\./);
    const tally = JSON.parse(readFileSync(saved, 'utf8')) as Tally;
    assert.deepEqual([tally.end, tally.endDetail], ['lab-ended', 'envoy ended with exit code 9']);
    const counted = tally.labels[0]?.count ?? 0;
    assert.ok(counted > 0 && counted <= 50, String(counted));
    assert.ok(tally.sent < 5000);
    assert.equal((await inProcess(['judge', saved])).code, 4, 'the saved run is judged alike');
    assert.deepEqual(leftIn(temporary), []);
  });

  it('is inconclusive when a pod ends in the middle, however late and whatever the gateway answers then', async () => {
    fakeEnvoy(programs, { answers: 290, killsPod: true });
    for (const requests of ['5000', '300']) {
      const args = ['http://a/', '--lab', shop, '--expect', 'v1=1', '--group-by', 'header:x-version', '-n', requests];
      const ended = await inProcess(['verify', ...args, '--report', 'json']);
      assert.equal(ended.code, 4, ended.stdout + ended.stderr);
      const [gate] = reportOf(ended).gates;
      assert.deepEqual([gate!.reason, gate!.measurement.end], ['could-not-measure', 'lab-ended']);
      assert.equal(gate!.measurement.endDetail, 'the pod default/shop-v1/0 ended with SIGKILL');
      assert.match(
        gate!.message,
        /The lab ended after [\d,]+ requests, in the middle of the run: the pod default\/shop-v1\/0 ended/,
      );
    }
    assert.deepEqual(leftIn(temporary), []);
  });

  it('gives the next gate a new lab, and loses no gate for it', async () => {
    fakeEnvoy(programs, { answers: 400 });
    const gates = scenario('{ name: long, requests: 5000 }', '{ name: next, requests: 300 }', '{ name: again, requests: 300 }');
    const ended = await inProcess(['verify', '--lab', gates, '--report', 'json']);
    assert.equal(ended.code, 4, ended.stderr);
    const report = reportOf(ended);
    assert.deepEqual(
      report.gates.map(({ name, verdict, measurement }) => [name, verdict, measurement.end]),
      [
        ['long', 'INCONCLUSIVE', 'lab-ended'],
        ['next', 'PASS', 'done'],
        ['again', 'INCONCLUSIVE', 'lab-ended'],
      ],
      'the third gate shares the lab of the second, which has answers for both only in part',
    );
    assert.deepEqual(leftIn(temporary), []);
  });

  it('reports a gate whose lab does not start as not measured, when there are others', async () => {
    fakeEnvoy(programs, { refuses: 'no such field' });
    const gates = scenario('{ name: one, requests: 300 }', '{ name: two, requests: 300 }');
    const ended = await inProcess(['verify', '--lab', gates, '--report', 'json']);
    assert.equal(ended.code, 4, ended.stderr);
    for (const { measurement } of reportOf(ended).gates) {
      assert.equal(measurement.end, 'never-ready');
      assert.match(measurement.endDetail ?? '', /envoy did not start: .*no such field/s);
    }
    const single = await inProcess(['verify', '--lab', gates, '--gate', 'one']);
    assert.deepEqual([single.code, single.stdout], [4, '']);
    assert.match(single.stderr, /^weighbridge: could not measure: lab: envoy did not start: /m);
    assert.deepEqual(leftIn(temporary), []);
  });
});
