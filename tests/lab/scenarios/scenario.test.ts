import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GATEWAY_KINDS } from '../../../harness/lab/gateways/gateway-kind.ts';
import { asProcess, ended, ROOT, reportOf, startProcess } from '../../cli/command.ts';
import { skipWithout } from '../parts.ts';

const RULE = ['--significance', '0.000001', '--diagnostics', 'warn', '--report', 'json'];
const GATES = { 'tcp-echo': 3, 'tcp-echo-custom-port': 2 };

describe('whole scenarios, unchanged', { timeout: 120_000 }, () => {
  for (const gateway of GATEWAY_KINDS)
    for (const [scenario, gates] of Object.entries(GATES))
      it(`${scenario} behind ${gateway}`, { skip: skipWithout(gateway) }, async () => {
        const end = await asProcess(['verify', '--lab', `manifests/${scenario}`, '--gateway', gateway, ...RULE]);
        assert.equal(end.code, 0, end.stderr + end.stdout);
        const report = reportOf(end);
        assert.equal(report.gates.length, gates);
        for (const gate of report.gates) {
          assert.equal(gate.verdict, 'PASS', gate.message);
          assert.ok(
            gate.notes.some((note) => note.includes(`${gateway}, 2 pods`)),
            gate.notes.join('; '),
          );
        }
      });
});

const scenarios = (...args: readonly string[]) =>
  ended(startProcess('npm', ['run', '--silent', 'scenarios', '--', ...args], { cwd: join(ROOT) }));

describe('npm run scenarios', { timeout: 120_000 }, () => {
  it('prints a table of what it ran', { skip: skipWithout('envoy') }, async () => {
    const { code, stdout, stderr } = await scenarios('--gateway', 'envoy', 'tcp-echo');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^\n\| scenario \| Envoy \|\n\|---\|---\|\n\| \[tcp-echo\]\(manifests\/tcp-echo\) \| PASS, 3 gates, [\d,]+ requests, \d+ s \|\n$/,
    );
    assert.match(stderr, /^tcp-echo on envoy: PASS, 3 gates/m);
  });

  for (const [args, told] of [
    [['--gateway', 'traefik'], /--gateway "traefik": there are envoy, nginx, haproxy/],
    [['--runtime', 'podman'], /--runtime "podman": there are process, docker/],
    [['no-such-scenario'], /scenario "no-such-scenario": there are bill-service, /],
  ] as const)
    it(`knows no ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await scenarios(...args);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, told);
    });

  it('verify knows no other gateway either', async () => {
    const { code, stderr } = await asProcess(['verify', '--lab', 'manifests/tcp-echo', '--gateway', 'traefik']);
    assert.equal(code, 2);
    assert.match(stderr, /^weighbridge: --gateway .*traefik.*envoy/);
  });
});
