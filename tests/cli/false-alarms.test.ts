import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startTcpGateway } from '../../harness/lab/gateways/embedded-tcp.ts';
import { makePicker } from '../../harness/lab/pick.ts';
import { startWorkload } from '../../harness/lab/workload.ts';
import { exactWeights } from '../../harness/stats/exact-weights.ts';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { inProcess, reportOf } from './command.ts';

/** What the embedded gateway picks in `requests` requests: the lab's picker on the lab's random numbers. */
function countsOf(seed: string, weights: readonly string[], requests: number): number[] {
  const random = xoshiro(seed);
  const pick = makePicker(exactWeights(weights).shares, () => random.nextUniform());
  const counts = weights.map(() => 0);
  for (let i = 0; i < requests; i += 1) counts[pick()]! += 1;
  return counts;
}

const judge = (counts: readonly number[], expect: string) =>
  inProcess(['judge', '--counts', counts.join(','), '--expect', expect, '--significance', '0.01']);

describe('the embedded lab at a false-alarm risk of 1 %', () => {
  for (const [weights, requests] of [
    [['80', '20'], 1141],
    [['30', '60', '10'], 1983],
    [['99', '1'], 300],
  ] as const) {
    it(`${weights.join(' : ')} fails 0 to 8 times in 200 seeded runs of ${requests} requests`, async () => {
      let failed = 0;
      for (let seed = 1; seed <= 200; seed += 1) {
        const { code } = await judge(countsOf(String(seed), weights, requests), weights.join(','));
        assert.ok(code === 0 || code === 1);
        failed += code;
      }
      assert.ok(failed <= 8, `${failed} of 200`);
    });
  }

  it('a shift of 5 points is noticed in at least 180 of 200 seeded runs', async () => {
    let noticed = 0;
    for (let seed = 1; seed <= 200; seed += 1)
      noticed += (await judge(countsOf(String(seed), ['75', '25'], 1141), '80,20')).code ?? 0;
    assert.ok(noticed >= 180, `${noticed} of 200`);
  });

  it('real traffic gives exactly these counts, so the simulation above is the lab', async () => {
    const start = (prefix: string) =>
      startWorkload({ service: 'tcp-echo', args: ['0', prefix, '--quiet', '--host', '127.0.0.1'], env: {} });
    const workloads = await Promise.all([start('one'), start('two')]);
    try {
      for (let seed = 1; seed <= 12; seed += 1) {
        const random = xoshiro(String(seed));
        const gateway = await startTcpGateway(
          workloads,
          makePicker([0.8, 0.2], () => random.nextUniform()),
        );
        const target = `tcp://127.0.0.1:${gateway.port}`;
        const args = ['--expect', 'one=80,two=20', '-n', '300', '--ready-timeout', '0', '--report', 'json'];
        const gate = reportOf(await inProcess(['verify', target, ...args])).gates[0]!;
        assert.deepEqual(gate.counts, countsOf(String(seed), ['80', '20'], 300));
        assert.equal(gate.failing, 0);
        await gateway.stop();
      }
    } finally {
      await Promise.all(workloads.map((workload) => workload.stop()));
    }
  });

  it('verify itself uses that picker and that seed', async () => {
    const run = await inProcess(['verify', '--expect', '80,20', '-n', '250', '--seed', '42', '--report', 'json']);
    assert.deepEqual(reportOf(run).gates[0]!.counts, countsOf('42', ['80', '20'], 250));
  });
});
