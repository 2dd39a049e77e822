import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plannedWiring } from '../../../harness/lab/planned-wiring.ts';
import { HAND_BUILT } from '../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayout, overlayLayouts } from './gateways/laid-out.ts';

describe('addresses of a configuration that is only printed', () => {
  it('give every listener, every pod and the admin page a port of its own, in every overlay', async () => {
    for (const { name, layout } of await overlayLayouts()) {
      const { listenAt, addressesOf, admin } = plannedWiring(layout);
      const listening = layout.listeners.map((listener) => listenAt(listener).port);
      const pods = new Set(
        layout.table.services.flatMap((service) =>
          service.endpoints
            .filter(({ address }) => address === null)
            .flatMap((endpoint) => service.ports.flatMap((port) => addressesOf(endpoint, port).map((one) => one.port))),
        ),
      );
      const all = [...listening, ...pods, admin.port];
      assert.equal(new Set(all).size, all.length, name);
      assert.ok(
        all.every((port) => Number.isInteger(port) && port > 1023 && port < 65_536),
        name,
      );
      assert.ok(pods.size <= layout.pods.length, name);
    }
  });

  it('are the same in every run', () => {
    const [one, other] = [layoutOf(HAND_BUILT), layoutOf(HAND_BUILT)];
    const [first, second] = [plannedWiring(one), plannedWiring(other)];
    assert.deepEqual(
      one.listeners.map((listener) => first.listenAt(listener)),
      other.listeners.map((listener) => second.listenAt(listener)),
    );
    assert.deepEqual(first.certificates, second.certificates);
  });

  it('name each pod behind an endpoint, with the weight of the endpoint', () => {
    const layout = layoutOf(HAND_BUILT);
    const { addressesOf } = plannedWiring(layout);
    const [service] = layout.table.services;
    const behind = service!.endpoints.map((endpoint) => addressesOf(endpoint, service!.ports[0]!));
    assert.deepEqual(
      behind.map((addresses) => addresses.map(({ port, weight }) => [port, weight])),
      [[[20_000, 1]], [[20_001, 1]], [[20_002, 1]], [20_003, 20_004, 20_005].map((port) => [port, 1])],
    );
  });

  it('name what lies outside as it is written, which a running lab would refuse', async () => {
    const layout = await overlayLayout('bookinfo-multicluster/cluster1');
    const { addressesOf } = plannedWiring(layout);
    const outside = layout.table.services.flatMap((service) =>
      service.endpoints
        .filter(({ address }) => address !== null)
        .flatMap((endpoint) => service.ports.flatMap((port) => addressesOf(endpoint, port))),
    );
    assert.ok(outside.length > 0);
    for (const { host, port } of outside) assert.deepEqual([host, port], ['203.0.113.10', 15_443]);
  });
});
