import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { before, suite, type TestContext, test } from 'node:test';
import { makeCertificates } from '../../../harness/lab/certificates.ts';
import { type ContainerLabOptions, startContainerLab } from '../../../harness/lab/containers/container-lab.ts';
import { GATEWAY_IMAGES } from '../../../harness/lab/containers/gateway-images.ts';
import type { GatewayKind } from '../../../harness/lab/gateways/gateway-kind.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import { wayIn } from '../../../harness/lab/layout/way-in.ts';
import { inProcess } from '../../cli/command.ts';
import { dockerPrints } from '../images/docker.ts';
import { withWeights } from './changed.ts';
import { buildWorkloadImages, skipWithoutGateway } from './lab-parts.ts';
import { layoutOf } from './layout-of.ts';

const HOST = 'tomcat.istio-demo.com';

async function start(context: TestContext, layout: Layout, kind: GatewayKind, options: ContainerLabOptions = {}) {
  const lab = await startContainerLab(layout, kind, options);
  context.after(() => lab.stop());
  return lab;
}

/** A correct random gateway may FAIL once in a million runs; nothing here is tried twice. */
const weigh = (...args: string[]) => inProcess(['verify', ...args, '-n', '1000', '--seed', '1', '--significance', '0.000001']);

for (const kind of Object.keys(GATEWAY_IMAGES) as GatewayKind[]) {
  suite(`a lab of containers with ${kind}`, { skip: await skipWithoutGateway(kind) }, () => {
    before(() => buildWorkloadImages('tcp-echo', 'http-hello'));

    const weighPort = async (context: TestContext, layout: Layout) => {
      const lab = await start(context, layout, kind);
      const { host, port } = lab.listenAt(wayIn(layout, 'tcp-echo-ingress.istio-system', 31_400, 'gateway'));
      return weigh(`tcp://${host}:${port}`, '--expect', 'one=80,two=20');
    };

    test('splits connections by the weights of the manifests', async (context) => {
      const ended = await weighPort(context, await layoutOf('tcp-echo/istio'));
      assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    });

    test('fails with other weights in the gateway', async (context) => {
      const ended = await weighPort(context, withWeights(await layoutOf('tcp-echo/istio'), 60, 40));
      assert.equal(ended.code, 1, ended.stdout + ended.stderr);
    });

    test('ends TLS with the certificates of the lab', async (context) => {
      const certificates = await makeCertificates([HOST]);
      context.after(() => certificates.remove());
      const layout = await layoutOf('bill-service/istio/https');
      const lab = await start(context, layout, kind, { certificates });
      const address = lab.listenAt(wayIn(layout, HOST, 443, 'gateway'));
      const ca = readFileSync(certificates.authority);
      const { status, body } = await received(
        requestHttps({ ...address, servername: HOST, ca, headers: { host: HOST }, agent: false }),
      );
      assert.equal(status, 200, body);
      assert.match(body, /^front-tomcat-v[12] /);
    });
  });
}

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
