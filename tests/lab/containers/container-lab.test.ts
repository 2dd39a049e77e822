import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { before, suite, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { makeCertificates } from '../../../harness/lab/certificates.ts';
import { type ContainerLabOptions, startContainerLab } from '../../../harness/lab/containers/container-lab.ts';
import { GATEWAY_IMAGES } from '../../../harness/lab/containers/gateway-images.ts';
import { makeEvidence } from '../../../harness/lab/evidence.ts';
import type { GatewayKind } from '../../../harness/lab/gateways/gateway-kind.ts';
import { certificateHosts } from '../../../harness/lab/layout/certificate-hosts.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import { wayIn } from '../../../harness/lab/layout/way-in.ts';
import { inProcess } from '../../cli/command.ts';
import { dockerPrints } from '../images/docker.ts';
import { withWeights } from './changed.ts';
import { buildWorkloadImages, skipWithoutGateway } from './lab-parts.ts';
import { layoutOf } from './layout-of.ts';

const MIRRORED = 'httpbin-mirror.bookinfo.com';
const HOST = 'tomcat.istio-demo.com';

async function start(context: TestContext, layout: Layout, kind: GatewayKind, options: ContainerLabOptions = {}) {
  const lab = await startContainerLab(layout, kind, options);
  context.after(() => lab.stop());
  return lab;
}

/**
 * A correct random gateway may FAIL once in a million runs; nothing here is tried twice. What the order of the answers tells is only
 * reported: it has a risk of one in a thousand of its own.
 */
const weigh = (...args: string[]) =>
  inProcess(['verify', ...args, '-n', '1000', '--seed', '1', '--significance', '0.000001', '--diagnostics', 'warn']);

async function weighPort(context: TestContext, layout: Layout, kind: GatewayKind) {
  const lab = await start(context, layout, kind);
  const { host, port } = lab.listenAt(wayIn(layout, 'tcp-echo-ingress.istio-system', 31_400, 'gateway'));
  return weigh(`tcp://${host}:${port}`, '--expect', 'one=80,two=20');
}

for (const kind of Object.keys(GATEWAY_IMAGES) as GatewayKind[]) {
  suite(`a lab of containers with ${kind}`, { skip: await skipWithoutGateway(kind), concurrency: 2 }, () => {
    before(() => buildWorkloadImages('tcp-echo', 'http-hello'));

    test('splits connections by the weights of the manifests', async (context) => {
      const ended = await weighPort(context, await layoutOf('tcp-echo/istio'), kind);
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    });

    test('ends TLS with the certificates of the lab', async (context) => {
      const certificates = await makeCertificates([HOST]);
      context.after(() => certificates.remove());
      const layout = await layoutOf('bill-service/istio/https');
      const lab = await start(context, layout, kind, { certificates });
      const address = lab.listenAt(wayIn(layout, HOST, 443, 'gateway'));
      const ca = readFileSync(certificates.authority);
      const { status, body } = await received(
        requestHttps({ ...address, path: '/bills', servername: HOST, ca, headers: { host: HOST }, agent: false }),
      );
      assert.equal(status, 200, body);
      assert.match(body, /front-tomcat-v[12]/);
    });
  });
}

suite('a changed gateway in a container', { skip: await skipWithoutGateway('haproxy') }, () => {
  before(() => buildWorkloadImages('tcp-echo'));

  // The other two have their twins among the labs of processes: their configurations come from the same place.
  test('fails with other weights', async (context) => {
    const ended = await weighPort(context, withWeights(await layoutOf('tcp-echo/istio'), 60, 40), 'haproxy');
    assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  });
});

suite('a chain in containers', { skip: await skipWithoutGateway('envoy') }, () => {
  before(() => buildWorkloadImages('http-hello'));

  test('every hop goes through the gateway, only the gateway is reached from here', async (context) => {
    const layout = await layoutOf('bill-service/istio/gateway');
    const lab = await start(context, layout, 'envoy');
    const address = lab.listenAt(wayIn(layout, HOST, 80, 'gateway'));
    const chain = [`http://${address.host}:${address.port}/bills`, '--host', HOST];
    for (const [hop, service] of [
      ['hop:1', 'front-tomcat'],
      ['hop:2', 'bill-service'],
    ] as const) {
      const ended = await weigh(...chain, '--group-by', hop, '--expect', `${service}-v1=90,${service}-v2=10`);
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    }

    const foreign = await received(requestHttp({ ...address, headers: { host: 'shop.istio-demo.com' }, agent: false }));
    assert.equal(foreign.status, 404);

    const outside = lab.listenAt(wayIn(layout, 'bill-service.istio-demo', 9_999, 'outside'));
    const ended = await weigh(`http://${outside.host}:${outside.port}/`, '--fresh', '--expect', 'v1=50,v2=50');
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);

    const clusters = await received(requestHttp({ ...lab.admin, path: '/clusters', agent: false }));
    assert.match(clusters.body, /outbound\|9999\|v1\|bill-service\.istio-demo\.svc\.cluster\.local::/);
    await assertOnLoopback(lab.admin.port);
  });
});

suite('two clusters in containers', { skip: await skipWithoutGateway('envoy') }, () => {
  before(() => buildWorkloadImages('http-hello'));

  test('what lies outside is reached at the gateway of the neighbour, with certificates on both sides', async (context) => {
    const layout = await layoutOf('bookinfo-multicluster/cluster1');
    const peers = [await layoutOf('bookinfo-multicluster/cluster2')];
    const certificates = await makeCertificates(peers.flatMap((peer) => certificateHosts(peer) ?? []));
    context.after(() => certificates.remove());
    const lab = await start(context, layout, 'envoy', { certificates, peers });
    const { host, port } = lab.listenAt(wayIn(layout, 'istio-ingressgateway.istio-system', 80, 'gateway'));
    const page = [`http://${host}:${port}/productpage`, '--host', 'istio-ingressgateway.istio-system'];
    const reviews = ['--group-by', 'regex:(reviews-v[0-9]+)'];
    const jason = await weigh(...page, ...reviews, '--header', 'end-user: jason', '--expect', 'reviews-v2=50,reviews-v3=50');
    assert.equal(jason.code, 0, jason.stdout + jason.stderr);
    const others = await weigh(...page, ...reviews, '--expect', 'reviews-v1=1');
    assert.equal(others.code, 0, others.stdout + others.stderr);
  });
});

suite('evidence of mirrors from containers', { skip: await skipWithoutGateway('envoy') }, () => {
  before(() => buildWorkloadImages('http-hello'));

  test('every copy is in the log once, and nothing of it comes from those who answer', async (context) => {
    const layout = await layoutOf('httpbin-mirror/istio/mirror-100');
    const evidence = await makeEvidence(layout);
    assert.ok(evidence !== null);
    context.after(() => evidence.remove());
    const lab = await start(context, layout, 'envoy', { evidence });
    const address = lab.listenAt(wayIn(layout, MIRRORED, 80, 'gateway'));
    const ids = Array.from({ length: 100 }, (_, index) => `run-${index}`);
    for (const id of ids) {
      const headers = { host: MIRRORED, 'x-weighbridge-id': id };
      assert.equal((await received(requestHttp({ ...address, path: '/httpbin/get', headers, agent: false }))).status, 200);
    }
    const seen = await untilCopies(evidence.path, ids.length);
    assert.deepEqual(seen, ids.toSorted());
    await lab.stop();
    assert.ok(readFileSync(evidence.path, 'utf8').endsWith('\n'), 'lines must be whole');
  });
});

/** The ids in a log, in order; late copies are awaited. */
async function untilCopies(path: string, count: number): Promise<readonly string[]> {
  const limit = AbortSignal.timeout(60_000);
  for (;;) {
    const seen = [...readFileSync(path, 'utf8').matchAll(/\brun-\d+\b/g)].map(([id]) => id);
    if (seen.length >= count) return seen.sort();
    limit.throwIfAborted();
    await wait(20);
  }
}

/** Everything that is published, of the lab whose admin page this is, is on loopback and of its gateway. */
async function assertOnLoopback(adminPort: number): Promise<void> {
  const list = await dockerPrints(
    'ps',
    '--filter',
    `publish=${adminPort}`,
    '--format',
    '{{.Names}}\t{{.Label "dev.weighbridge.lab"}}',
  );
  const [gateway = '', run = ''] = list.split('\t');
  const all = await dockerPrints('ps', '--filter', `label=dev.weighbridge.lab=${run}`, '--format', '{{.Names}}\t{{.Ports}}');
  const rows = all.split('\n').map((line) => line.split('\t'));
  assert.equal(rows.length, 5, all);
  for (const [name = '', ports = ''] of rows) {
    const published = ports.split(', ').filter((port) => port.includes('->'));
    assert.equal(published.length > 0, name === gateway, `${name}: ${ports}`);
    for (const port of published) assert.match(port, /^127\.0\.0\.1:/);
  }
}

function received(asking: ReturnType<typeof requestHttp>): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asking.end();
  });
}
