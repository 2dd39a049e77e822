import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readManifestSets } from '../../harness/cli/manifest-sets.ts';
import { measureMirror } from '../../harness/cli/measure-mirror.ts';
import { promisedWeights } from '../../harness/cli/promised-weights.ts';
import { formatWeights } from '../../harness/expect/weights.ts';
import { startLab } from '../../harness/lab/lab.ts';
import { layOut } from '../../harness/lab/layout/layout.ts';
import { answerProbe } from '../../harness/routes/answer/answer-probe.ts';
import { tableRows } from '../../harness/routes/answer/table-rows.ts';
import { readRoutes } from '../../harness/routes/read-routes.ts';
import { fakeHost, inProcess, reportOf } from '../cli/command.ts';
import { planFor } from '../harness/drive/rehearsal.ts';
import { PROBE } from '../harness/report/routes.ts';
import { skipWithout } from './parts.ts';

const HOST = 'httpbin-mirror.bookinfo.com';
const PATH = '/httpbin/get';
const folder = mkdtempSync(join(tmpdir(), 'weighbridge-mirror-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let tallies = 0;

/** The table of an overlay of `manifests/httpbin-mirror`, with its texts changed first. */
async function tableOf(overlay: string, change = (text: string) => text) {
  const [set] = await readManifestSets([`manifests/httpbin-mirror/${overlay}`], 'routes', fakeHost([]).host);
  assert.ok(set !== undefined);
  const texts = set.texts.map(({ file, text }) => ({ file, text: change(text) }));
  return readRoutes(texts, set.namespace ?? 'default');
}

/** What the manifests promise of the mirror, as `--expect`. */
function promisedBy(table: Awaited<ReturnType<typeof tableOf>>): string {
  const probe = {
    ...PROBE,
    host: HOST,
    path: PATH,
    from: { kind: 'gateway', namespace: null, name: 'httpbin-gateway' },
  } as const;
  const [answer] = answerProbe(table, probe);
  assert.ok(answer !== undefined);
  const naming = { groupBy: 'mirror', labels: null, stand: null };
  return formatWeights(promisedWeights(answer, tableRows(table), naming).weights);
}

/** Weighs the mirror of one table in a lab with Envoy by what was promised; the verdict's exit code. */
async function weighed(table: Awaited<ReturnType<typeof tableOf>>, expect: string, requests: number) {
  const layout = layOut(table);
  const lab = await startLab(layout, { kind: 'envoy', runtime: 'process' });
  try {
    const [listener] = layout.listeners;
    assert.ok(listener !== undefined && lab.evidence !== null);
    const { host, port } = lab.listenAt(listener);
    const plan = planFor({ scheme: 'http', host, port, path: PATH }, { requests, connections: 8 }, { headers: [['Host', HOST]] });
    const tally = await measureMirror(plan, lab.evidence, new AbortController().signal, fakeHost([]).host);
    const path = join(folder, `${tallies++}.json`);
    writeFileSync(path, JSON.stringify(tally));
    const judged = await inProcess([
      'judge',
      path,
      '--expect',
      expect,
      '--significance',
      '0.000001',
      '--diagnostics',
      'warn',
      '--report',
      'json',
    ]);
    return { code: judged.code, gate: reportOf(judged).gates[0]!, tally };
  } finally {
    await lab.stop();
  }
}

describe('mirrors of a real Envoy', { skip: skipWithout('envoy'), concurrency: false }, () => {
  for (const api of ['istio', 'gateway-api']) {
    it(`${api}: a mirror of everything copies every request once, one of 90 % does not`, async () => {
      const table = await tableOf(`${api}/mirror-100`);
      const expect = promisedBy(table);
      assert.equal(expect, 'mirrored=1');
      const { code, tally } = await weighed(table, expect, 600);
      assert.equal(code, 0, JSON.stringify(tally.labels));
      const partly = await tableOf(`${api}/mirror-20`, (text) =>
        text.replace('value: 20', 'value: 90').replace('percent: 20', 'percent: 90'),
      );
      assert.equal(promisedBy(partly), 'mirrored=90,unmirrored=10');
      const twin = await weighed(partly, expect, 600);
      assert.deepEqual([twin.code, twin.gate.reason], [1, 'structural']);
    });
  }

  it('a mirror of 20 % copies one in five, in millionths as in hundredths, and one of 30 % does not', async () => {
    const table = await tableOf('istio/mirror-20');
    const expect = promisedBy(table);
    assert.equal(expect, 'mirrored=20,unmirrored=80');
    const { code, gate, tally } = await weighed(table, expect, 3000);
    assert.equal(code, 0, JSON.stringify([gate.counts, tally.labels]));
    const old = await tableOf('istio/mirror-20', (text) => text.replace(/mirrorPercentage:\s+value: 20/, 'mirrorPercent: 20'));
    assert.equal(promisedBy(old), expect);
    assert.equal((await weighed(old, expect, 3000)).code, 0);
    const more = await tableOf('istio/mirror-20', (text) => text.replace('value: 20', 'value: 30'));
    assert.equal((await weighed(more, expect, 3000)).code, 1);
  });
});
