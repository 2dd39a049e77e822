import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressLines } from '../../../harness/lab/address-lines.ts';
import type { LabListener, Layout } from '../../../harness/lab/layout/layout.ts';
import { HAND_BUILT, SHOP } from '../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayout, overlayLayouts } from './gateways/laid-out.ts';

const at = (layout: Layout) => ({
  listenAt: (listener: LabListener) => ({ host: '127.0.0.1', port: 12_001 + layout.listeners.indexOf(listener) }),
  admin: { host: '127.0.0.1', port: 9 },
});

const linesOf = (layout: Layout) => addressLines(layout, at(layout), 'envoy');
const GATEWAY = (port: string, tls = '') => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: other }
spec: { selector: { istio: ingressgateway }, servers: [{ port: { number: 81, name: a, protocol: ${port} }, hosts: [b.com]${tls} }] }
---`;

describe('the addresses of a lab', () => {
  it('are a line for each way in, aligned, and one for the pages of the gateway', () => {
    assert.deepEqual(linesOf(layoutOf(HAND_BUILT)), [
      'lab: 6 pods behind envoy',
      '',
      '  http://127.0.0.1:12001/  gateway :80 shop.example.com, *.deep.example.com, *.example.com',
      '  http://127.0.0.1:12002/  shop.default:80 with sidecar',
      '  http://127.0.0.1:12003/  shop.default:80 without',
      '  http://127.0.0.1:9/      pages and counters of envoy',
    ]);
  });

  it('say how each is spoken to', async () => {
    const schemes = async (folder: string) =>
      linesOf(await overlayLayout(folder)).flatMap((line) => /^ {2}(\w+):\/\/\S+ +gateway :(\d+)/.exec(line)?.slice(1) ?? []);
    assert.deepEqual(await schemes('tcp-echo/istio'), ['tcp', '31400']);
    assert.deepEqual(await schemes('tcp-echo/gateway-api'), ['tcp', '31400']);
    assert.deepEqual(await schemes('bill-service/istio/https'), ['http', '80', 'https', '443']);
    assert.deepEqual(await schemes('bill-service/gateway-api/https'), ['http', '80', 'https', '443']);
    assert.deepEqual(await schemes('bookinfo-multicluster/cluster2'), ['tcp', '15443']);
  });

  it('are those of one pod, or of none', () => {
    const without = SHOP.replaceAll('replicas: 1', 'replicas: 0');
    assert.equal(linesOf(layoutOf(without.replace('replicas: 3', 'replicas: 1')))[0], 'lab: 1 pod behind envoy');
    assert.equal(linesOf(layoutOf(without.replace('replicas: 3', 'replicas: 0')))[0], 'lab: 0 pods behind envoy');
  });

  it('tell a gateway port without routes, and one that passes TLS on', () => {
    assert.ok(linesOf(layoutOf(SHOP)).includes('  http://127.0.0.1:12001/  gateway :80 without routes'));
    const passing = linesOf(layoutOf(`${SHOP}${GATEWAY('TLS', ', tls: { mode: PASSTHROUGH }')}`));
    assert.ok(
      passing.some((line) => /^ {2}tcp:\/\/127\.0\.0\.1:12002 +gateway :81 /.test(line)),
      passing.join('\n'),
    );
  });

  it('of services fit a terminal of 80 columns', async () => {
    for (const folder of ['bookinfo/istio/paths', 'bill-service/istio/gateway', 'tcp-echo/istio'])
      for (const line of linesOf(await overlayLayout(folder)))
        assert.ok(line.length <= 80 || line.includes('gateway :'), `${folder}: ${line}`);
  });

  it('are one per listener in every overlay, with every port once', async () => {
    for (const { name, layout } of await overlayLayouts()) {
      const urls = linesOf(layout)
        .slice(2)
        .map((line) => /^ {2}(\S+)/.exec(line)?.[1]);
      assert.equal(urls.length, layout.listeners.length + 1, name);
      assert.equal(new Set(urls).size, urls.length, name);
      for (const url of urls) assert.ok(URL.canParse(url ?? ''), `${name}: ${url}`);
    }
  });
});
