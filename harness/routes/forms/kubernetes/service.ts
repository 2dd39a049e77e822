import { manifest } from '../metadata.ts';
import { choice, flag, int32, intOrText, list, map, object, text } from '../schema.ts';

const port = object(
  {
    name: text(),
    appProtocol: text(),
    protocol: choice('TCP', 'UDP', 'SCTP'),
    port: int32(1, 65_535),
    targetPort: intOrText,
    nodePort: int32(0, 65_535),
  },
  'port',
);

/** `ServiceSpec` of core/v1. */
export const service = manifest(
  object({
    type: choice('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    selector: map(text()),
    ports: list(port),
    clusterIP: text(),
    clusterIPs: list(text()),
    externalIPs: list(text()),
    externalName: text(),
    externalTrafficPolicy: choice('Cluster', 'Local'),
    internalTrafficPolicy: choice('Cluster', 'Local'),
    trafficDistribution: text(),
    ipFamilies: list(choice('IPv4', 'IPv6')),
    ipFamilyPolicy: choice('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    allocateLoadBalancerNodePorts: flag,
    healthCheckNodePort: int32(0, 65_535),
    loadBalancerClass: text(),
    loadBalancerIP: text(),
    loadBalancerSourceRanges: list(text()),
    publishNotReadyAddresses: flag,
    sessionAffinity: choice('None', 'ClientIP'),
    sessionAffinityConfig: object({ clientIP: object({ timeoutSeconds: int32(1, 86_400) }) }),
  }),
);
