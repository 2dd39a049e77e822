import type { LabListener, Layout } from '../../layout/layout.ts';
import { refuseNotExpressible } from '../not-expressible.ts';
import type { Wiring } from '../wiring.ts';
import { clusterKeys } from './cluster-keys.ts';
import { cluster } from './clusters.ts';
import { gatewayChains } from './gateway-chains.ts';
import { type Json, socketAddress, typed } from './json.ts';
import { serviceChains } from './service-chains.ts';

/**
 * The whole configuration of an Envoy that stands for the ingress gateway and every sidecar of a lab: a listener per gateway port and
 * per service port, a cluster per service port and subset. Envoy API v3, as JSON.
 *
 * @throws LabError naming file and line of what the lab cannot do
 */
export function envoyBootstrap(layout: Layout, wiring: Wiring): Json {
  refuseNotExpressible('envoy', layout);
  const { table, listeners } = layout;
  return {
    admin: { address: socketAddress(wiring.admin) },
    static_resources: {
      listeners: listeners.map((listener) => listenerConfig(listener, layout, wiring)),
      clusters: clusterKeys(layout).map((key) => cluster(key, table, wiring)),
    },
  };
}

function listenerConfig(listener: LabListener, { table }: Layout, wiring: Wiring): Json {
  const chains = listener.kind === 'gateway' ? gatewayChains(listener, wiring) : serviceChains(listener, table);
  const inspector: Json = {
    name: 'envoy.filters.listener.tls_inspector',
    typed_config: typed('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector'),
  };
  return {
    name: listener.id,
    address: socketAddress(wiring.listenAt(listener)),
    // Or a second program on the same port would answer half of the requests without a word.
    enable_reuse_port: false,
    ...(chains.some(asksServerName) ? { listener_filters: [inspector] } : {}),
    filter_chains: chains,
  };
}

const asksServerName = (chain: Json): boolean => Object.hasOwn(chain as object, 'filter_chain_match');
