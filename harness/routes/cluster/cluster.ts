import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import type { ObjectName } from '../manifest-object.ts';

/** What runs and how it is addressed: Services and ServiceEntries with the workloads behind them. */
export interface Cluster {
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  /** Namespaces with their labels (`istio-injection`); those that are only mentioned have none. */
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly problems: readonly Problem[];
}

/** A name that clients in the mesh can call. */
export interface Service {
  readonly kind: 'Service' | 'ServiceEntry';
  readonly object: ObjectName;
  /** `reviews.bookinfo.svc.cluster.local`, or a host of a ServiceEntry (`reviews.default.global`, `*.example.com`). */
  readonly host: string;
  readonly ports: readonly ServicePort[];
  /** Null: no selector is written. */
  readonly selector: Readonly<Record<string, string>> | null;
  /** `ExternalName` services and ServiceEntries without endpoints lead out of the cluster. */
  readonly type: 'ClusterIP' | 'Headless' | 'NodePort' | 'LoadBalancer' | 'ExternalName' | 'ServiceEntry';
  readonly endpoints: readonly Endpoint[];
  /**
   * True: workloads of this service are in the files, so an empty list of endpoints means that nothing answers (503). False: nothing is
   * known about them; unknown never becomes zero.
   */
  readonly endpointsKnown: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Virtual addresses by which a ServiceEntry can be called as well (`240.0.0.3`, `10.0.0.0/8`); not written for other services. */
  readonly addresses?: readonly string[];
  readonly place: Place;
}

/** How a port is spoken to, as Istio selects it: by `appProtocol`, else by the prefix of the port's name; `null` = detected at run time. */
export type PortProtocol = 'http' | 'http2' | 'grpc' | 'https' | 'tls' | 'tcp' | 'udp' | 'mongo' | 'mysql' | 'redis';

export interface ServicePort {
  readonly name: string | null;
  readonly port: number;
  /** Number or name of the container's port. */
  readonly targetPort: number | string;
  readonly protocol: PortProtocol | null;
  readonly nodePort: number | null;
  readonly place: Place;
}

/** Workloads behind a service that share their labels. */
export interface Endpoint {
  readonly labels: Readonly<Record<string, string>>;
  /** Pods of a Deployment (`replicas`), else 1; 0 is a Deployment scaled to nothing. */
  readonly count: number;
  /** Load-balancing weight of each, 1 unless a WorkloadEntry or an endpoint of a ServiceEntry says otherwise. */
  readonly weight: number;
  /** Address outside the cluster, of a WorkloadEntry or an inline endpoint; null for pods. */
  readonly address: string | null;
  /** By name of the service's port, where the endpoint names its own (`http1: 15443`). */
  readonly ports: Readonly<Record<string, number>>;
  /** Null for an inline endpoint. */
  readonly workload: Workload | null;
  readonly place: Place;
}

export interface Workload {
  readonly object: ObjectName;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly containers: readonly Container[];
  /** Address of a WorkloadEntry, else null. */
  readonly address: string | null;
  readonly weight: number;
  /** Whether a sidecar is injected, by the labels and annotations in the files; null: they do not say. */
  readonly isInjected: boolean | null;
  readonly place: Place;
}

export interface Container {
  readonly name: string;
  readonly image: string | null;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /**
   * Plain values. A value that the pod itself has (`valueFrom.fieldRef`) reads `$(status.podIP)`: whoever starts the container fills it in.
   * Values from ConfigMaps and Secrets are left out, with a note.
   */
  readonly env: readonly { readonly name: string; readonly value: string; readonly place: Place }[];
  readonly ports: readonly { readonly name: string | null; readonly port: number }[];
  readonly place: Place;
}
