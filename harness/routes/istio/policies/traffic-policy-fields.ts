import type { Field } from '../../field.ts';
import type { ClientTls, ConnectionPool, OutlierDetection, TrafficPolicy } from '../../traffic-policy.ts';
import { durationMs } from '../durations.ts';
import type { Report } from '../surroundings.ts';
import { type Unexplained, unexplained } from '../unexplained.ts';
import { readLoadBalancer, unexplainedOfLoadBalancer } from './load-balancer.ts';

/** The fields that a host, a subset and a port have in common. */
export type PortPolicy = Omit<TrafficPolicy, 'ports'>;

export const NO_POLICY: TrafficPolicy = {
  loadBalancer: null,
  connectionPool: null,
  outlierDetection: null,
  tls: null,
  ports: {},
  unexplained: [],
};

/** `trafficPolicy`, or one of its `portLevelSettings` (Istio reference: DestinationRule, TrafficPolicy). */
export function readPortPolicy(field: Field, report: Report): PortPolicy {
  return {
    loadBalancer: readLoadBalancer(field.at('loadBalancer')),
    connectionPool: readConnectionPool(field.at('connectionPool'), report),
    outlierDetection: readOutlierDetection(field.at('outlierDetection'), report),
    tls: readTls(field.at('tls')),
    unexplained: unexplainedOf(field),
  };
}

function readConnectionPool(field: Field, report: Report): ConnectionPool | null {
  if (!field.isWritten) return null;
  const tcp = field.at('tcp');
  const http = field.at('http');
  return {
    maxConnections: tcp.at('maxConnections').number,
    connectTimeoutMs: durationMs(tcp.at('connectTimeout'), report),
    maxPendingRequests: http.at('http1MaxPendingRequests').number,
    maxRequests: http.at('http2MaxRequests').number,
    maxRequestsPerConnection: http.at('maxRequestsPerConnection').number,
    maxRetries: http.at('maxRetries').number,
    place: field.place,
  };
}

/**
 * The old `consecutiveErrors` counts gateway errors (502, 503, 504) only and leaves other 5xx alone (pilot: applyOutlierDetection).
 */
function readOutlierDetection(field: Field, report: Report): OutlierDetection | null {
  if (!field.isWritten) return null;
  return {
    consecutive5xxErrors: field.at('consecutive5xxErrors').number,
    consecutiveGatewayErrors: field.at('consecutiveGatewayErrors').number ?? field.at('consecutiveErrors').number,
    intervalMs: durationMs(field.at('interval'), report),
    baseEjectionTimeMs: durationMs(field.at('baseEjectionTime'), report),
    maxEjectionPercent: field.at('maxEjectionPercent').number,
    minHealthPercent: field.at('minHealthPercent').number,
    place: field.place,
  };
}

const TLS_MODES = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] as const;

/** Without a mode it is DISABLE, the first of the enumeration. */
function readTls(field: Field): ClientTls | null {
  if (!field.isWritten) return null;
  const mode = TLS_MODES.find((known) => known === field.at('mode').text) ?? 'DISABLE';
  return { mode, sni: field.at('sni').text, place: field.place };
}

const CERTIFICATES = [
  'mode',
  'sni',
  'clientCertificate',
  'privateKey',
  'caCertificates',
  'caCrl',
  'credentialName',
  'subjectAltNames',
];
const OUTLIERS = ['consecutive5xxErrors', 'consecutiveGatewayErrors', 'consecutiveErrors', 'interval', 'baseEjectionTime'];

function unexplainedOf(field: Field): readonly Unexplained[] {
  const pool = field.at('connectionPool');
  return [
    ...unexplained(field, ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls', 'port', 'portLevelSettings']),
    ...unexplainedOfLoadBalancer(field.at('loadBalancer')),
    ...unexplained(pool, ['tcp', 'http'], 'connectionPool.'),
    ...unexplained(pool.at('tcp'), ['maxConnections', 'connectTimeout'], 'connectionPool.tcp.'),
    ...unexplained(
      pool.at('http'),
      ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries'],
      'connectionPool.http.',
    ),
    ...unexplained(field.at('outlierDetection'), [...OUTLIERS, 'maxEjectionPercent', 'minHealthPercent'], 'outlierDetection.'),
    ...unexplained(field.at('tls'), [...CERTIFICATES, 'insecureSkipVerify'], 'tls.'),
  ];
}
