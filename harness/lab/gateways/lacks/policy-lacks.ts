import type { DestinationPolicy, TrafficPolicy } from '../../../routes/traffic-policy.ts';
import type { GatewayKind } from '../gateway-kind.ts';
import type { NotExpressible } from './lack.ts';

type PortPolicy = Omit<TrafficPolicy, 'ports'>;

/** What of a DestinationRule a gateway cannot do, for the host, its subsets and their ports. */
export function policyLacks(kind: GatewayKind, { policy, subsets }: DestinationPolicy): readonly NotExpressible[] {
  const whole = [policy, ...subsets.map((subset) => subset.policy)];
  const all: readonly PortPolicy[] = whole.flatMap((one) => [one, ...Object.values(one.ports)]);
  return all.flatMap((one) => [
    ...loadBalancerLacks(kind, one),
    ...one.unexplained.map(({ field, place }) => ({ place, field, reason: 'the lab does not know it' })),
    ...(kind === 'envoy' ? [] : plainLacks(kind, one)),
  ]);
}

function loadBalancerLacks(kind: GatewayKind, { loadBalancer }: PortPolicy): readonly NotExpressible[] {
  if (loadBalancer === null) return [];
  const { place, kind: how, text, isLocalityAware } = loadBalancer;
  const locality = isLocalityAware ? [{ place, field: 'loadBalancer', reason: 'the lab has one place and no localities' }] : [];
  const isUnknown = how === 'consistent-hash' || how === 'passthrough';
  return [
    ...locality,
    ...(isUnknown ? [{ place, field: 'loadBalancer', reason: `the lab does not balance by ${text} with ${kind}` }] : []),
  ];
}

function plainLacks(kind: 'nginx' | 'haproxy', { connectionPool, outlierDetection, tls }: PortPolicy): readonly NotExpressible[] {
  const lacks: NotExpressible[] = [];
  if (connectionPool !== null)
    lacks.push({ place: connectionPool.place, field: 'connectionPool', reason: `${kind} has no such limits of a version` });
  if (outlierDetection !== null)
    lacks.push({ place: outlierDetection.place, field: 'outlierDetection', reason: `${kind} does not eject by the answers` });
  // ISTIO_MUTUAL without a server name ends at the sidecar of a pod, which the lab has none of: plain there.
  if (tls !== null && tls.mode !== 'DISABLE' && !(tls.mode === 'ISTIO_MUTUAL' && tls.sni === null))
    lacks.push({ place: tls.place, field: 'tls', reason: `${kind} speaks no TLS to workloads or other clusters here` });
  return lacks;
}
