import type { Wiring } from './gateways/wiring.ts';
import { type Layout, podsBehind } from './layout/layout.ts';

const FIRST_LISTENER = 10_001;
const FIRST_POD = 20_000;

/** Addresses for a configuration that is only printed: listeners and pods are numbered in the order of the layout. */
export function plannedWiring(layout: Layout): Wiring {
  const certificates = {
    authority: 'certificates/ca.pem',
    certificate: 'certificates/lab.pem',
    key: 'certificates/lab.pem.key',
  };
  return {
    listenAt: (listener) => ({ host: '127.0.0.1', port: FIRST_LISTENER + layout.listeners.indexOf(listener) }),
    addressesOf: (endpoint) =>
      podsBehind(layout, endpoint).map((pod) => ({
        host: '127.0.0.1',
        port: FIRST_POD + layout.pods.indexOf(pod),
        weight: endpoint.weight,
      })),
    admin: { host: '127.0.0.1', port: FIRST_LISTENER - 1 },
    certificates,
  };
}
