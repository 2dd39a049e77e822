import type { Place } from '../model/place.ts';
import type { ObjectName } from './manifest-object.ts';

/** What DestinationRules say about one host. */
export interface DestinationPolicy {
  /** Full name, or a wildcard such as `*.bookinfo.svc.cluster.local`. */
  readonly host: string;
  /** Namespace of the rule: it decides who sees it. */
  readonly namespace: string;
  /** The rules it was combined from, first the one whose policy holds. */
  readonly objects: readonly ObjectName[];
  readonly subsets: readonly Subset[];
  readonly policy: TrafficPolicy;
  readonly place: Place;
}

export interface Subset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Already combined with the policy of the host: what the subset does not say, the host says. */
  readonly policy: TrafficPolicy;
  readonly place: Place;
}

/** Null everywhere: not written. */
export interface TrafficPolicy {
  readonly loadBalancer: LoadBalancer | null;
  readonly connectionPool: ConnectionPool | null;
  readonly outlierDetection: OutlierDetection | null;
  readonly tls: ClientTls | null;
  /** By port number; each combined with the policy around it, as Istio does: a port policy replaces the fields it names. */
  readonly ports: Readonly<Record<number, Omit<TrafficPolicy, 'ports'>>>;
  /** Legal fields that nothing here explains: `tunnel`, `proxyProtocol`. */
  readonly unexplained: readonly { readonly field: string; readonly place: Place }[];
}

/** `text` names what a consistent hash is made of: `header x-user`, `source address`. */
export interface LoadBalancer {
  readonly kind: 'round-robin' | 'random' | 'least-request' | 'passthrough' | 'consistent-hash' | 'default';
  readonly text: string;
  readonly isLocalityAware: boolean;
  readonly place: Place;
}

export interface ConnectionPool {
  readonly maxConnections: number | null;
  readonly connectTimeoutMs: number | null;
  readonly maxPendingRequests: number | null;
  readonly maxRequests: number | null;
  readonly maxRequestsPerConnection: number | null;
  readonly maxRetries: number | null;
  readonly place: Place;
}

export interface OutlierDetection {
  readonly consecutive5xxErrors: number | null;
  readonly consecutiveGatewayErrors: number | null;
  readonly intervalMs: number | null;
  readonly baseEjectionTimeMs: number | null;
  readonly maxEjectionPercent: number | null;
  readonly minHealthPercent: number | null;
  readonly place: Place;
}

export interface ClientTls {
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  readonly sni: string | null;
  readonly place: Place;
}
