import type { Field } from '../../field.ts';
import type { TrafficPolicy } from '../../traffic-policy.ts';
import type { Report } from '../surroundings.ts';
import { NO_POLICY, type PortPolicy, readPortPolicy } from './traffic-policy-fields.ts';

/**
 * The policy of a host. A port has what is written for it and the defaults, nothing of the host around it (Istio reference, TrafficPolicy
 * `portLevelSettings`: settings of the destination level "will not be inherited when overridden by port-level settings"). When a port is
 * listed twice the first counts (pilot: GetPortLevelTrafficPolicy).
 */
export function readTrafficPolicy(field: Field, report: Report): TrafficPolicy {
  if (!field.isWritten) return NO_POLICY;
  const ports: Record<number, PortPolicy> = {};
  for (const setting of field.at('portLevelSettings').items) {
    const port = setting.at('port').at('number').number;
    if (port !== null && !Object.hasOwn(ports, port)) ports[port] = readPortPolicy(setting, report);
  }
  return { ...readPortPolicy(field, report), ports };
}

/**
 * The policy of a subset: what it does not say, the host says (pilot: MergeSubsetTrafficPolicy). On a port, the subset's own port policy
 * stands alone; without one the fields of the subset lie over the host's policy for that port.
 */
export function subsetPolicy(host: TrafficPolicy, subset: TrafficPolicy): TrafficPolicy {
  const ports: Record<number, PortPolicy> = {};
  for (const port of Object.keys({ ...host.ports, ...subset.ports }).map(Number)) {
    const own = subset.ports[port];
    const around = host.ports[port];
    if (own !== undefined) ports[port] = own;
    else if (around !== undefined) ports[port] = over(around, subset);
  }
  return { ...over(host, subset), ports };
}

const over = (below: PortPolicy, above: PortPolicy): PortPolicy => ({
  loadBalancer: above.loadBalancer ?? below.loadBalancer,
  connectionPool: above.connectionPool ?? below.connectionPool,
  outlierDetection: above.outlierDetection ?? below.outlierDetection,
  tls: above.tls ?? below.tls,
  unexplained: [...above.unexplained, ...below.unexplained],
});
