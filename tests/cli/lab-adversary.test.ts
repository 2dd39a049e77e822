import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { skipWithout } from '../lab/parts.ts';
import { asProcess, assertUsage, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();

/** A shop of two versions behind a gateway, each piece of it as a test wants it. */
const shop = ({
  kind = 'Deployment',
  replicas = 1 as number,
  spec = '',
  container = '',
  version = '{ name: HELLO_VERSION, value: v1 }',
  port = '{ number: 80, name: http, protocol: HTTP }',
  tls = '',
  hosts = '"shop.example"',
} = {}) => `apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: shop }, ports: [{ name: http, port: 80, targetPort: 8001 }] }
---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: shop-v1 }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: shop, version: v1 } }
  template:
    metadata: { labels: { app: shop, version: v1 } }
    spec:
      containers:
        - { name: hello, image: http-hello, env: [${version}]${container} }
${spec}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop-v2 }
spec:
  selector: { matchLabels: { app: shop, version: v2 } }
  template:
    metadata: { labels: { app: shop, version: v2 } }
    spec:
      containers:
        - { name: hello, image: http-hello, env: [{ name: HELLO_VERSION, value: v2 }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: gateway }
spec: { selector: { istio: ingressgateway }, servers: [{ port: ${port}, hosts: [${hosts}]${tls} }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop }
spec: { host: shop, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [${hosts}]
  gateways: [gateway]
  http:
    - route:
        - { destination: { host: shop, subset: v1, port: { number: 80 } }, weight: 80 }
        - { destination: { host: shop, subset: v2, port: { number: 80 } }, weight: 20 }
`;

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('what a lab cannot run as it is written', { timeout: 60_000 }, () => {
  for (const [name, text, what] of [
    [
      'two thousand million pods',
      shop({ replicas: 2_147_483_647 }),
      /:6: default\/shop-v1 asks for 2147483647 replicas,.* at most 100; scale/,
    ],
    ['a hundred and one pods', shop({ replicas: 100 }), /which makes 101 pods in all/],
    ['a command', shop({ container: ', command: [sleep, "9"]' }), /:16: shop-v1 runs the command sleep, .*args and env/],
    [
      'a second container',
      shop({ spec: '        - { name: logger, image: busybox }\n' }),
      /:17: shop-v1 has the containers hello and logger, and a pod of the lab has one; /,
    ],
    [
      'a field of a pod that the lab has not',
      shop({ version: '{ name: HELLO_VERSION, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }' }),
      /:16: HELLO_VERSION: a pod of the lab has no spec\.nodeName; /,
    ],
  ] as const)
    it(`${name} is refused with its line`, async () => {
      const path = file('refused.yaml', text);
      assertUsage(await inProcess(['lab', path]), `lab: ${path}:`, what);
    });

  it('a pod that does not start is told by its name and line', async () => {
    const path = file('arguments.yaml', shop({ container: ', args: ["--nope"]' }));
    const { code, stdout, stderr } = await inProcess(['lab', path]);
    assert.deepEqual([code, stdout], [4, '']);
    assert.match(
      stderr,
      /^weighbridge: could not measure: lab: http-hello --nope \(pod default\/shop-v1\/0, \S+arguments\.yaml:6\) did not start: [^\n]+\n$/,
    );
  });

  it('a hundred pods are planned', async () => {
    const path = file('hundred.yaml', shop({ replicas: 99 }));
    assert.equal((await inProcess(['lab', path, '--config-only'])).code, 0);
  });

  it('what is skipped of the manifests is told, not left out in silence', async () => {
    const stateful = file('stateful.yaml', shop({ kind: 'StatefulSet' }));
    const { code, stderr } = await inProcess(['lab', stateful, '--config-only']);
    assert.equal(code, 0);
    assert.match(stderr, /^\S+stateful\.yaml:\d+: StatefulSet default\/shop-v1 of apps skipped: their pods are not counted/m);
    assert.equal((await inProcess(['lab', file('plain.yaml', shop()), '--config-only'])).stderr, '');
  });
});

describe('manifests with nothing to send to', () => {
  it('are no lab, from standard input, a file or a folder', async () => {
    const peers = join(folder, 'nothing');
    mkdirSync(peers, { recursive: true });
    writeFileSync(join(peers, 'a.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n');
    assertUsage(await inProcess(['lab', '-'], { stdin: '\n' }), 'lab standard input: no Service and no Gateway');
    assertUsage(await inProcess(['lab', peers]), `lab ${peers}: no Service and no Gateway`);
    assertUsage(
      await inProcess(['lab', file('shop.yaml', shop()), '--lab-peer', peers, '--config-only']),
      `--lab-peer ${peers}: no Service and no Gateway`,
    );
  });
});

describe('a mistyped path behind --lab', () => {
  it('is never told to be the stand of that name', async () => {
    assertUsage(await inProcess(['verify', '--lab', 'manifests/tcp-ehco']), 'did you mean "manifests/tcp-echo"?');
    assertUsage(await inProcess(['verify', '--lab', 'tcp-ehco']), 'did you mean "tcp-echo"?');
  });

  it('is told what stands beside it', async () => {
    for (const [typed, meant] of [
      ['manifests/bookinfo/istio/pathz', 'manifests/bookinfo/istio/paths'],
      ['manifests/bookinfo/gates.yml', 'manifests/bookinfo/gates.yaml'],
    ] as const)
      assertUsage(await inProcess(['verify', '--lab', typed]), `did you mean "${meant}"?`);
  });
});

describe('a machine that has no room', { timeout: 60_000 }, () => {
  it('is told what to set, with exit code 4', { skip: skipWithout('envoy') }, async () => {
    const TMPDIR = file('no-folder', '');
    const ended = await asProcess(['lab', file('shop.yaml', shop())], { env: { TMPDIR } });
    assert.equal(ended.code, 4, ended.stderr);
    assert.match(
      ended.stderr,
      /^weighbridge: could not measure: lab: no temporary file can be written \([^\n]+\); [^\n]+TMPDIR[^\n]+\n$/,
    );
  });
});

describe('TLS of a lab', { timeout: 120_000, skip: skipWithout('envoy') }, () => {
  const https = { port: '{ number: 443, name: https, protocol: HTTPS }', tls: ', tls: { mode: SIMPLE, credentialName: c }' };

  for (const [hosts, target] of [
    ['"*"', 'https://shop.example/'],
    ['"*.shop.example"', 'https://a.b.shop.example/'],
    ['"*"', 'https://192.0.2.7/'],
    ['"*"', 'https://[2001:db8::1]/'],
  ] as const)
    it(`a gateway for ${hosts} shows ${target} a certificate that fits`, async () => {
      const TMPDIR = scratch();
      const path = file('https.yaml', shop({ ...https, hosts }));
      const args = [
        'verify',
        target,
        '--lab',
        path,
        '-n',
        '40',
        '--expect',
        'v1=1,v2=1',
        '--significance',
        '0.000001',
        '--report',
        'json',
      ];
      const report = reportOf(await asProcess(args, { env: { TMPDIR } }));
      const [gate] = report.gates;
      assert.ok(gate !== undefined);
      assert.deepEqual(gate.measurement.failures, []);
      assert.deepEqual(
        readdirSync(TMPDIR).filter((name) => name.startsWith('weighbridge-')),
        [],
      );
    });
});
