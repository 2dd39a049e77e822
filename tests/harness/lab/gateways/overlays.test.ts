import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { makeCertificates } from '../../../../harness/lab/certificates.ts';
import { GATEWAY_CHOICES, type GatewayChoiceName, parseGatewayChoice } from '../../../../harness/lab/gateways/gateway-choice.ts';
import { GATEWAY_KINDS } from '../../../../harness/lab/gateways/gateway-kind.ts';
import { gatewayProgram } from '../../../../harness/lab/gateways/kinds.ts';
import { notExpressible } from '../../../../harness/lab/gateways/not-expressible.ts';
import { LabError } from '../../../../harness/lab/lab-error.ts';
import { skipWithout } from '../../../lab/parts.ts';
import { complaints } from './checked-by.ts';
import { overlayLayout, overlayLayouts, paperWiring } from './laid-out.ts';

/** What only Envoy can do, by overlay; every other overlay can be stood for by all three. */
const ENVOY_ONLY: Readonly<Record<string, readonly string[]>> = {
  'bookinfo-multicluster/cluster1': ['cluster1/reviews.yaml:17 tls', 'cluster1/reviews.yaml:24 tls'],
  'bookinfo-multicluster/cluster2': ['cluster2/cross-cluster-gateway.yaml:11 tls', 'cluster2/cross-cluster-gateway.yaml:15 tls'],
  'details-abort/istio': ['istio/details.yaml:11 fault.abort'],
  'httpbin-circuit-breaker/istio': ['istio/destination-rule.yaml:10 connectionPool'],
  'httpbin-mirror/gateway-api/mirror-100': ['mirror-100/httpbin.yaml:23 mirror'],
  'httpbin-mirror/gateway-api/mirror-20': ['mirror-20/httpbin.yaml:23 mirror'],
  'httpbin-mirror/istio/mirror-100': ['mirror-100/httpbin.yaml:24 mirror'],
  'httpbin-mirror/istio/mirror-20': ['mirror-20/httpbin.yaml:24 mirror'],
  'httpbin-retries/istio': ['istio/virtual-service.yaml:24 retries'],
  'ratings-delay/istio': ['istio/ratings.yaml:11 fault.delay', 'istio/reviews.yaml:28 timeout'],
};

const EVERY_GATEWAY: readonly string[] = [
  ...['base', 'gateway-api/gateway', 'gateway-api/https', 'gateway-api/mesh', 'istio/gateway', 'istio/https'].map(
    (overlay) => `bill-service/${overlay}`,
  ),
  ...['istio/ingress', 'istio/mesh', 'istio/nginx'].map((overlay) => `bill-service/${overlay}`),
  'bookinfo-multicluster/base',
  'bookinfo/base',
  ...['gateway', 'header-luffy', 'paths', 'reviews-90-10', 'reviews-90-10-scaled', 'reviews-v3'].flatMap((overlay) => [
    `bookinfo/gateway-api/${overlay}`,
    `bookinfo/istio/${overlay}`,
  ]),
  ...['replicas-least-request', 'replicas-random', 'replicas-round-robin', 'subsets'].map(
    (overlay) => `bookinfo/istio/${overlay}`,
  ),
  ...['details-abort', 'httpbin-circuit-breaker', 'httpbin-mirror', 'httpbin-retries', 'ratings-delay'].map(
    (scenario) => `${scenario}/base`,
  ),
  ...['httpbin-mirror/gateway-api/gateway', 'httpbin-mirror/istio/gateway'],
  ...['base', 'istio', 'kind', 'rules'].map((overlay) => `hello-vm/${overlay}`),
  ...['tcp-echo', 'tcp-echo-custom-port'].flatMap((scenario) =>
    ['base', 'gateway-api', 'istio'].map((overlay) => `${scenario}/${overlay}`),
  ),
];

/** What one list of servers cannot say: replicas drawn inside of a rotation. */
const LIST_LACKS: Readonly<Record<string, readonly string[]>> = {
  'nginx:rotation bookinfo/istio/reviews-90-10-scaled': ['reviews-90-10/reviews.yaml:10 route'],
  'haproxy:rotation bookinfo/istio/reviews-90-10-scaled': ['reviews-90-10/reviews.yaml:10 route'],
};

function expected(choice: GatewayChoiceName, overlay: string): readonly string[] {
  if (choice === 'envoy') return [];
  return ENVOY_ONLY[overlay] ?? LIST_LACKS[`${choice} ${overlay}`] ?? [];
}

const overlays = await overlayLayouts();

suite('what each gateway can express of manifests/', () => {
  let certificates: Awaited<ReturnType<typeof makeCertificates>> | null = null;
  before(async () => {
    certificates = await makeCertificates(['lab.example.com']);
  });
  after(() => certificates?.remove());

  test('every overlay is in the table', () => {
    assert.deepEqual(overlays.map(({ name }) => name).toSorted(), [...Object.keys(ENVOY_ONLY), ...EVERY_GATEWAY].toSorted());
  });

  for (const choice of GATEWAY_CHOICES) {
    const { kind, options } = parseGatewayChoice(choice);
    test(`${choice}: as the table says, by file, line and field`, () => {
      const found = overlays.map(({ name, layout }) => ({
        name,
        lacks: notExpressible(kind, layout, options).map(
          ({ place, field }) => `${place.file.split('/').slice(-2).join('/')}:${place.line} ${field}`,
        ),
      }));
      assert.deepEqual(
        found,
        overlays.map(({ name }) => ({ name, lacks: expected(choice, name) })),
      );
    });
    // A plain name writes what its first way of splitting writes.
    if (!choice.includes(':')) continue;

    test(`${choice}: the real program takes what can be expressed without a word`, {
      skip: skipWithout(kind as 'nginx' | 'haproxy'),
    }, () => {
      for (const { name, layout } of overlays) {
        if (expected(choice, name).length > 0) continue;
        const wiring = paperWiring(layout, certificates);
        assert.equal(complaints(gatewayProgram(kind, layout, wiring, options)), '', name);
      }
    });

    test(`${choice}: what cannot be expressed is refused with its place`, () => {
      for (const { name, layout } of overlays) {
        const [first] = expected(choice, name);
        if (first === undefined) continue;
        const { configuration } = gatewayProgram(kind, layout, paperWiring(layout), { ...options, nginxStreamModule: '' });
        assert.throws(
          () => configuration('/nowhere'),
          (error) => error instanceof LabError && error.message.includes(first.split(' ')[0] ?? ''),
          name,
        );
      }
    });
  }
});

for (const kind of GATEWAY_KINDS) {
  test(`${kind}: an address outside of the lab that nobody stands for is told with its line`, async () => {
    const program = async (folder: string) => {
      const layout = await overlayLayout(folder);
      const wiring = paperWiring(layout, { authority: 'ca.pem', certificate: 'lab.pem', key: 'lab.pem.key' }, () => null);
      return () => gatewayProgram(kind, layout, wiring, { nginxStreamModule: '' }).configuration('/nowhere');
    };
    assert.throws(
      await program('hello-vm/istio'),
      /^LabError: \S*workload-entries\.yaml:\d+: the lab does not leave this machine for 192\.168\.0\.170; use an overlay with stand-ins/,
    );
    assert.doesNotThrow(await program('hello-vm/kind'));
  });
}

test('envoy: so is the gateway of another cluster without that cluster', async () => {
  const layout = await overlayLayout('bookinfo-multicluster/cluster1');
  const wiring = paperWiring(layout, { authority: 'ca.pem', certificate: 'lab.pem', key: 'lab.pem.key' }, () => null);
  assert.throws(
    () => gatewayProgram('envoy', layout, wiring).configuration('/nowhere'),
    /^LabError: \S*cluster2-gateway\.yaml:\d+: the lab does not leave this machine for 203\.0\.113\.10; .* as its peer$/,
  );
});
