import type { TrafficPolicy } from '../../traffic-policy.ts';
import { durationText } from './duration-text.ts';

type PortPolicy = Omit<TrafficPolicy, 'ports'>;

const LOAD_BALANCERS = {
  'round-robin': 'replicas in turn',
  random: 'a random replica each time',
  'least-request': 'the replica with the fewest requests',
  passthrough: 'the address that the client asked for',
  'consistent-hash': 'always the same replica for the same',
  default: 'the default load balancer',
} as const;

const limit = (number: number | null, what: string): readonly string[] =>
  number === null ? [] : [`${number} ${what}${number === 1 ? '' : 's'} at most`];

const poolEffects = ({ connectionPool: pool }: PortPolicy): readonly string[] =>
  pool === null
    ? []
    : [
        ...limit(pool.maxConnections, 'connection'),
        ...limit(pool.maxPendingRequests, 'waiting request'),
        ...limit(pool.maxRequests, 'request at a time').map((text) => text.replace('request at a times', 'requests at a time')),
        ...limit(pool.maxRequestsPerConnection, 'request').map((text) => `${text} per connection`),
        ...limit(pool.maxRetries, 'retry').map((text) => text.replace('retrys', 'retries')),
        ...(pool.connectTimeoutMs === null ? [] : [`${durationText(pool.connectTimeoutMs)} to connect`]),
      ];

const balancerEffects = ({ loadBalancer }: PortPolicy): readonly string[] => {
  if (loadBalancer === null) {
    return [];
  }
  const { kind, text, isLocalityAware } = loadBalancer;
  const rule = kind === 'consistent-hash' && text !== '' ? `${LOAD_BALANCERS[kind]} ${text}` : LOAD_BALANCERS[kind];
  return [rule, ...(isLocalityAware ? ['nearest locality first, so replicas do not share evenly'] : [])];
};

const ejectionEffects = ({ outlierDetection }: PortPolicy): readonly string[] => {
  if (outlierDetection === null) {
    return [];
  }
  const { consecutive5xxErrors, consecutiveGatewayErrors } = outlierDetection;
  const errors = consecutiveGatewayErrors ?? consecutive5xxErrors;
  return [errors === null ? 'failing replicas are ejected' : `replicas are ejected after ${errors} errors in a row`];
};

/** What a DestinationRule does to the requests of a destination, in short phrases. */
export const policyEffects = (policy: PortPolicy): readonly string[] => [
  ...balancerEffects(policy),
  ...poolEffects(policy),
  ...ejectionEffects(policy),
  ...(policy.tls === null ? [] : [`TLS ${policy.tls.mode}${policy.tls.sni === null ? '' : `, server name ${policy.tls.sni}`}`]),
  ...policy.unexplained.map(({ field, place }) => `${field} (${place.file}:${place.line}) is not explained here`),
];
