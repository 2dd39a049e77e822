import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { makeCertificates } from '../../../harness/lab/certificates.ts';
import { startLab } from '../../../harness/lab/lab.ts';
import { layoutOf, overlayLayout } from '../../harness/lab/gateways/laid-out.ts';
import { skipWithout } from '../parts.ts';
import { SHOP, to } from './hand-built.ts';
import { startNamedBackends } from './named-backends.ts';
import { send } from './request.ts';

suite('TLS between clusters and through Envoy', { skip: skipWithout('envoy') }, () => {
  test('jason is answered by the other cluster, everybody else by this one', { timeout: 120_000 }, async (context) => {
    const [own, peer] = [
      await overlayLayout('bookinfo-multicluster/cluster1'),
      await overlayLayout('bookinfo-multicluster/cluster2'),
    ];
    const lab = await startLab(own, { kind: 'envoy', runtime: 'process', peers: [peer] });
    context.after(() => lab.stop());
    const [ingress] = own.listeners.filter(({ kind }) => kind === 'gateway');
    assert.ok(ingress !== undefined);
    const { port } = lab.listenAt(ingress);
    const reviewsOf = async (headers: Readonly<Record<string, string>>) => {
      const { status, body } = await send(port, { path: '/productpage', host: 'bookinfo', headers });
      assert.equal(status, 200, body);
      return /reviews-v\d/.exec(body)?.[0];
    };
    const seen = async (headers: Readonly<Record<string, string>>) => {
      const versions = new Set<string | undefined>();
      // Requests that split 50/50 all go one way once in 8 million runs.
      for (let n = 0; n < 24; n += 1) versions.add(await reviewsOf(headers));
      return [...versions].toSorted();
    };
    assert.deepEqual(await seen({ 'end-user': 'jason' }), ['reviews-v2', 'reviews-v3']);
    assert.deepEqual(await seen({ 'end-user': 'luffy' }), ['reviews-v1']);
    assert.deepEqual(await seen({}), ['reviews-v1']);
  });

  test('the gateway between clusters takes no client without a certificate of the same authority', async (context) => {
    const layout = await overlayLayout('bookinfo-multicluster/cluster2');
    const certificates = await makeCertificates(['*.local']);
    const strange = await makeCertificates(['*.local']);
    context.after(() => Promise.all([certificates.remove(), strange.remove()]));
    const lab = await startNamedBackends(context, 'envoy', layout, { certificates });
    const port = lab.portOf('gateway ingress :15443');
    const read = (file: string) => readFileSync(file, 'utf8');
    const pairOf = ({ certificate, key }: typeof certificates) => ({ cert: read(certificate), key: read(key) });
    const authority = read(certificates.authority);
    const servername = 'outbound_.9080_.v3_.reviews.default.svc.cluster.local';
    // Node would look for the server name in the certificate, which the sidecars of a mesh do not.
    const ask = (more: object) =>
      send(port, { path: '/', host: 'reviews', authority, servername, isNameChecked: false, ...more });
    assert.equal((await ask({ pair: pairOf(certificates) })).version, 'v3');
    assert.equal((await ask({ pair: pairOf(certificates), servername: servername.replace('v3', 'v2') })).version, 'v2');
    await assert.rejects(ask({}), /certificate required|ECONNRESET|EPIPE/i);
    await assert.rejects(ask({ pair: pairOf(strange) }), /unknown ca|ECONNRESET|EPIPE/i);
    await assert.rejects(ask({ pair: pairOf(certificates), servername: 'reviews.default' }), { code: 'ECONNRESET' });
    assert.equal(lab.seen.length, 2);
  });

  test('TLS that is passed on goes by server name, at a gateway and in the mesh, and ends at the pod', async (context) => {
    const certificates = await makeCertificates(['a.com', 'b.com', 'c.com']);
    context.after(() => certificates.remove());
    const passed = SHOP.replace(
      '{ name: http, port: 80, targetPort: 8001 }',
      '{ name: tls, port: 443, targetPort: 8001 }',
    ).replace(
      '{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }',
      '{ port: { number: 443, name: tls, protocol: TLS }, tls: { mode: PASSTHROUGH }, hosts: ["*"] }',
    );
    const rule = (name: string, version: string) => `{ match: [{ sniHosts: [${name}] }], ${to({ [version]: 1 })} }`;
    const rules = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: bytes }
spec: { gateways: [front, mesh], hosts: [shop, a.com, b.com], tls: [${rule('a.com', 'v1')}, ${rule('b.com', 'v2')}] }
`;
    const lab = await startNamedBackends(context, 'envoy', layoutOf(passed + rules), { backendTls: certificates });
    const authority = readFileSync(certificates.authority, 'utf8');
    for (const way of ['gateway ingress :443', 'mesh shop.default.svc.cluster.local:443']) {
      const ask = (host: string) => send(lab.portOf(way), { path: '/', host, authority });
      assert.deepEqual([(await ask('a.com')).version, (await ask('b.com')).version], ['v1', 'v2'], way);
      await assert.rejects(ask('c.com'), { code: 'ECONNRESET' }, way);
    }
  });

  test('an address outside the lab is told with its line, and nothing stays running', async () => {
    const layout = await overlayLayout('hello-vm/istio');
    await assert.rejects(
      startLab(layout, { kind: 'envoy', runtime: 'process' }).then((lab) => lab.stop()),
      /^LabError: \S*workload-entries\.yaml:\d+: the lab does not leave this machine for 192\.168\.0\.170; use an overlay with stand-ins/,
    );
  });
});
