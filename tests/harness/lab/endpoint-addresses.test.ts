import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointAddresses, type Whereabouts } from '../../../harness/lab/endpoint-addresses.ts';
import { SHOP } from '../../lab/gateways/hand-built.ts';
import { layoutOf } from './gateways/laid-out.ts';

const FAR = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: far }
spec:
  hosts: [far.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 203.0.113.10, ports: { http: 15443 }, weight: 7 }]
---`;

const layout = layoutOf(SHOP + FAR);

/** `host:port*weight` of everything behind a service. */
function behind(host: string, places: Whereabouts): readonly string[] {
  const service = layout.table.services.find((one) => one.host === host);
  const [port] = service?.ports ?? [];
  assert.ok(service !== undefined && port !== undefined);
  return service.endpoints
    .flatMap((endpoint) => endpointAddresses(layout, endpoint, port, places))
    .map((at) => `${at.host}:${at.port}*${at.weight}`);
}

const nobody: Whereabouts = { podAt: () => null, outside: () => null };

test('every pod has an address of its own, and a pod without one is left out', () => {
  const podAt: Whereabouts['podAt'] = ({ id }) => (id.includes('-v1/') ? null : { host: id, port: 1 });
  assert.deepEqual(behind('shop.default.svc.cluster.local', { ...nobody, podAt }).toSorted(), [
    ...['default/shop-v2/0:1*1', 'default/shop-v3/0:1*1'],
    ...['default/shop-v4/0:1*1', 'default/shop-v4/1:1*1', 'default/shop-v4/2:1*1'],
  ]);
});

test('an address outside is reached by its own port, with its weight', () => {
  const outside = (port: number) => ({ host: 'neighbour', port: port + 1 });
  assert.deepEqual(behind('far.example', { ...nobody, outside }), ['neighbour:15444*7']);
});

test('an address outside that nobody has is told with its line', () => {
  assert.throws(
    () => behind('far.example', nobody),
    /^LabError: a\.yaml:\d+: the lab does not leave this machine for 203\.0\.113\.10; /,
  );
});
