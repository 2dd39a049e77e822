import type { Endpoint, ServicePort } from '../routes/cluster/cluster.ts';
import type { WeightedAddress, Wiring } from './gateways/wiring.ts';
import { type Layout, podsBehind } from './layout/layout.ts';
import { podPort } from './layout/pod-port.ts';

const FIRST_LISTENER = 10_001;
const FIRST_POD = 20_000;

/** Where a ServiceEntry leads, as written: nothing is started that could refuse it. */
function outside(endpoint: Endpoint, servicePort: ServicePort): readonly WeightedAddress[] {
  const { address, weight } = endpoint;
  const port = podPort(endpoint, servicePort);
  return address === null || port === null ? [] : [{ host: address, port, weight }];
}

/** Addresses for a configuration that is only printed: listeners and pods are numbered in the order of the layout. */
export function plannedWiring(layout: Layout): Wiring {
  const certificates = {
    authority: 'certificates/ca.pem',
    certificate: 'certificates/lab.pem',
    key: 'certificates/lab.pem.key',
  };
  return {
    listenAt: (listener) => ({ host: '127.0.0.1', port: FIRST_LISTENER + layout.listeners.indexOf(listener) }),
    addressesOf: (endpoint, port) => [
      ...podsBehind(layout, endpoint).map((pod) => ({
        host: '127.0.0.1',
        port: FIRST_POD + layout.pods.indexOf(pod),
        weight: endpoint.weight,
      })),
      ...outside(endpoint, port),
    ],
    admin: { host: '127.0.0.1', port: FIRST_LISTENER - 1 },
    certificates,
  };
}
