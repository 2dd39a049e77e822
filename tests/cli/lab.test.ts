import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../../harness/cli/run.ts';
import { GATEWAY_KINDS } from '../../harness/lab/gateways/gateway-kind.ts';
import { notExpressible } from '../../harness/lab/gateways/not-expressible.ts';
import { fakeEnvoy } from '../harness/lab/fake-envoy.ts';
import { overlayLayout } from '../harness/lab/gateways/laid-out.ts';
import { leftIn } from '../harness/lab/left-in.ts';
import { MIRRORED, ONE_POD } from '../harness/lab/one-pod.ts';
import { skipWithout } from '../lab/parts.ts';
import { KUSTOMIZATIONS } from '../manifests/scenarios.ts';
import { assertUsage, fakeHost, inProcess, scratch } from './command.ts';

const [folder, temporary, programs] = [scratch(), scratch(), scratch()];
process.env.TMPDIR = temporary;
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const shop = file('shop.yaml', ONE_POD);

/** What stands after `lab`, and what the line must say. */
const REFUSED: readonly (readonly [args: readonly string[], ...parts: (string | RegExp)[]])[] = [
  [[], 'lab: the manifests are missing', 'manifests/bookinfo/istio/paths'],
  [['nowhere'], 'lab nowhere: there is no such file or folder; check the path'],
  [['tcp-ehco'], 'lab tcp-ehco: there is no such file or folder; did you mean "tcp-echo"?'],
  [['bookinfo/istio/pahts'], 'lab bookinfo/istio/pahts: there is no such', 'did you mean "bookinfo/istio/paths"?'],
  [[shop, '--lab-peer', 'tcp-ehco'], '--lab-peer tcp-ehco: there is no such', 'did you mean "tcp-echo"?'],
  [['manifests/bookinfo'], 'lab manifests/bookinfo: holds', 'and one is meant; name it'],
  [['bookinfo'], 'lab manifests/bookinfo: holds'],
  [[shop, '--gateway', 'ngnix'], '--gateway "ngnix"', 'envoy or nginx'],
  [[shop, '--runtime', 'podman'], '--runtime "podman"', 'write process or docker'],
  [[shop, '--lab-peer', 'nowhere'], '--lab-peer nowhere: there is no such file or folder; check the path'],
  [[shop, '--lab-peer', 'nowhere', '--config-only'], '--lab-peer nowhere: there is no such file or folder; check the path'],
  [[shop, '--expect', '1,2'], 'unknown option --expect'],
  [[shop, '--conifg-only'], '--conifg-only', '--config-only'],
  [
    [file('mirrored.yaml', MIRRORED), '--gateway', 'nginx'],
    /: lab: \S+mirrored\.yaml:\d+: mirror: nginx .*; use the gateway envoy, /,
  ],
  [
    [file('mirrored.yaml', MIRRORED), '--gateway', 'haproxy', '--config-only'],
    /: lab: \S+mirrored\.yaml:\d+: mirror: .*; use the /,
  ],
  [
    [file('broken.yaml', ONE_POD.replace('targetPort: 8001', 'targetPort: {}'))],
    /: lab: \S+broken\.yaml:\d+: .*\(weighbridge routes \S+broken\.yaml --strict shows everything\)$/m,
  ],
  [[file('missing.yaml', ONE_POD.replaceAll('host: shop,', 'host: cart,'))], /: lab: \S+missing\.yaml:\d+: .*cart/],
  [
    [file('foreign.yaml', ONE_POD.replaceAll('http-hello:1', 'nginx:1.29'))],
    /: lab: \S+foreign\.yaml:\d+: the lab cannot run the image nginx:1\.29; use tcp-echo or http-hello/,
  ],
];

describe('weighbridge lab', { timeout: 120_000 }, () => {
  it('refuses what it cannot do before anything starts', async () => {
    fakeEnvoy(programs);
    const before = process.listenerCount('exit');
    for (const [args, ...parts] of REFUSED) assertUsage(await inProcess(['lab', ...args]), ...parts);
    assert.deepEqual(leftIn(temporary), []);
    assert.equal(process.listenerCount('exit'), before);
  });

  it('says where everything is, stays up until a signal comes, and leaves nothing behind', async () => {
    fakeEnvoy(programs);
    for (const [signal, code] of [
      ['SIGHUP', 129],
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const { host, stdout, stderr, events } = fakeHost(['lab', shop]);
      const ending = run(host);
      while (!stdout.text.includes('Ctrl-C stops everything.')) await pause(20);
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(stdout.text) ?? [];
      assert.equal(await (await fetch(url)).text(), 'Hello');
      assert.match(stdout.text, /^lab: 1 pod behind envoy\n\n {2}http:\S+ +gateway :80 \*\n/);
      events.emit(signal);
      assert.equal(await ending, code);
      assert.match(stderr.text, /stopping the lab \(once more to stop at once\)/);
      await assert.rejects(fetch(url));
      assert.deepEqual(leftIn(temporary), []);
    }
  });

  it('ends with exit code 4 when its gateway does, and stops everything else', async () => {
    fakeEnvoy(programs, { answers: 0 });
    const { host, stdout, stderr } = fakeHost(['lab', shop]);
    const ending = run(host);
    while (!stdout.text.includes('Ctrl-C')) await pause(20);
    await assert.rejects(fetch(/http:\/\/127\.0\.0\.1:\d+\//.exec(stdout.text)?.[0] ?? ''));
    assert.equal(await ending, 4);
    const said = 'weighbridge: could not measure: lab: envoy ended with exit code 9; everything else was stopped\n';
    assert.equal(stderr.text, said);
    assert.deepEqual(leftIn(temporary), []);
  });

  it('ends at once when a signal comes while its gateway hangs at start', async () => {
    fakeEnvoy(programs, { hangs: true });
    const asked = file('asked.yaml', ONE_POD);
    for (const args of [
      ['lab', asked],
      ['verify', 'http://127.0.0.1/', '--lab', asked],
    ]) {
      const { host, stdout, stderr, events } = fakeHost(args);
      const ending = run(host);
      // Its configuration is there: the gateway has been started.
      while (!leftIn(temporary).some((name) => name.startsWith('weighbridge-lab-'))) await pause(20);
      events.emit('SIGINT');
      assert.equal(await ending, 130, stderr.text);
      assert.match(stderr.text, /^\nstopping[^\n]+\n$/);
      if (args[0] === 'verify') assert.match(stdout.text, /^INCONCLUSIVE .* nothing was measured/);
      assert.deepEqual(leftIn(temporary), []);
    }
  });

  it('gives the words of a gateway that does not start', async () => {
    fakeEnvoy(programs, { refuses: 'no such field' });
    const { code, stdout, stderr } = await inProcess(['lab', shop]);
    assert.deepEqual([code, stdout], [4, '']);
    assert.match(
      stderr,
      /^weighbridge: could not measure: lab: envoy did not start: envoy ended with exit code 1.*no such field\n$/,
    );
  });

  it('reads manifests from standard input', async () => {
    const { code, stdout } = await inProcess(['lab', '-', '--config-only'], { stdin: ONE_POD });
    assert.equal(code, 0);
    assert.ok(JSON.parse(stdout).static_resources.listeners.length >= 3);
  });
});

/** The rules of hello-vm refer to what each of its overlays brings. */
const HALF = /: lab: manifests\/hello-vm\/rules\/\S+:\d+: /;

describe('lab --config-only', () => {
  for (const kind of GATEWAY_KINDS) {
    const skip = kind === 'envoy' ? false : skipWithout(kind);
    it(`prints what ${kind} takes for every overlay, or the first thing that it cannot do`, { skip }, async () => {
      for (const folderName of KUSTOMIZATIONS) {
        const { code, stdout, stderr } = await inProcess(['lab', `manifests/${folderName}`, '--config-only', '--gateway', kind]);
        const [lack] = notExpressible(kind, await overlayLayout(folderName));
        if (lack !== undefined)
          assertUsage({ code, stdout, stderr }, `lab: ${lack.place.file}:${lack.place.line}: ${lack.field}: ${lack.reason}`);
        else if (folderName === 'hello-vm/rules') assertUsage({ code, stdout, stderr }, HALF);
        else {
          assert.equal(code, 0, `${folderName}: ${stderr}`);
          CHECK[kind](stdout, folderName);
        }
      }
    });
  }

  it('prints the same twice, and starts nothing', async () => {
    const args = ['lab', 'bookinfo/istio/paths', '--config-only'];
    const [one, other] = [await inProcess(args), await inProcess(args)];
    assert.equal(one.stdout, other.stdout);
    assert.equal(one.stdout, (await inProcess(['lab', 'manifests/bookinfo/istio/paths', '--config-only'])).stdout);
    assert.deepEqual(leftIn(temporary), []);
  });
});

/** The program's own check of its configuration, where it is cheap; Envoy's is asked elsewhere. */
const CHECK: Readonly<Record<(typeof GATEWAY_KINDS)[number], (text: string, name: string) => void>> = {
  envoy: (text) => assert.ok(Array.isArray(JSON.parse(text).static_resources.clusters)),
  nginx: (text, name) => checked('nginx', ['-t', '-p', programs, '-e', 'stderr', '-c', file('nginx.conf', text)], text, name),
  haproxy: (text, name) => checked('haproxy', ['-c', '-q', '-f', file('haproxy.cfg', text)], text, name),
};

function checked(program: string, args: readonly string[], text: string, name: string): void {
  // Certificates are made when a lab starts: a configuration that is only printed names files that are not there.
  if (text.includes('certificates/')) return;
  try {
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  } catch (error) {
    assert.fail(`${name}: ${(error as { stderr?: Buffer }).stderr?.toString('utf8')}`);
  }
}
