import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Layout } from '../../../../harness/lab/layout/layout.ts';
import { refuseScheme } from '../../../../harness/lab/layout/scheme-fit.ts';
import { SHOP } from '../../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayout } from '../gateways/laid-out.ts';

/** The schemes that the listener at a port takes. */
const taken = (layout: Layout, port: number, kind = 'gateway') => {
  const listener = layout.listeners.find((one) => one.kind === kind && one.port === port);
  assert.ok(listener, `${kind} ${port}`);
  return (['http', 'https', 'tcp'] as const).filter((scheme) => {
    try {
      refuseScheme(layout, listener, scheme);
      return true;
    } catch (error) {
      assert.match(String(error), /^LabError: \S+:\d+: .* does not speak https?; write (?:https?|tcp):\/\/ in the target$/);
      return false;
    }
  });
};

const gateway = (protocol: string, tls = '') =>
  layoutOf(`${SHOP}
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: other }
spec: { selector: { istio: ingressgateway }, servers: [{ port: { number: 81, name: a, protocol: ${protocol} }, hosts: [b.com]${tls} }] }
---`);

describe('what is sent to a listener', () => {
  it('is what it speaks, or bytes', () => {
    assert.deepEqual(taken(gateway('HTTP'), 81), ['http', 'tcp']);
    assert.deepEqual(taken(gateway('HTTPS', ', tls: { mode: SIMPLE, credentialName: a }'), 81), ['https', 'tcp']);
    assert.deepEqual(taken(gateway('HTTP'), 80, 'mesh'), ['http', 'tcp']);
    assert.deepEqual(taken(gateway('HTTP'), 80, 'outside'), ['http', 'tcp']);
  });

  it('is TLS where TLS is passed on', () =>
    assert.deepEqual(taken(gateway('TLS', ', tls: { mode: PASSTHROUGH }'), 81), ['https', 'tcp']));

  it('is HTTP through a TCP port only where a pod may understand it', async () => {
    assert.deepEqual(taken(gateway('TCP'), 81), ['http', 'tcp']);
    assert.deepEqual(taken(await overlayLayout('tcp-echo/istio'), 31_400), ['tcp']);
  });
});
