import type { Service } from '../../cluster/cluster.ts';
import type { Entry, RouteTable } from '../../route-table.ts';

/** Label by which Services select Istio's own gateways: `istio: ingressgateway`. */
const GATEWAY_LABEL = 'istio';

/**
 * The listeners that a Service leads to: those whose node port it carries, and for a Service that selects Istio's gateways those of its
 * ports. Empty for an ordinary Service.
 */
export const listenersBehind = (table: Pick<RouteTable, 'entries'>, service: Service): readonly Entry[] => {
  const isIngress = service.endpoints.length === 0 && Object.hasOwn(service.selector ?? {}, GATEWAY_LABEL);
  return table.entries.filter(({ listener, api }) =>
    service.ports.some(
      ({ port, nodePort }) =>
        listener !== null &&
        listener.port === port &&
        ((nodePort !== null && listener.nodePort === nodePort) || (isIngress && api === 'istio')),
    ),
  );
};
