import type { Endpoint, Service, ServicePort, Workload } from '../../routes/cluster/cluster.ts';
import type { Entry, RouteTable } from '../../routes/route-table.ts';

/** One pod to start. */
export interface Pod {
  /** `bookinfo/reviews-v2/0`: the same in every run. */
  readonly id: string;
  readonly workload: Workload;
  /** Address that the pod names itself by; nothing binds to it. */
  readonly ip: string;
}

/** A port of the lab's gateway, which stands for the ingress gateway and for every sidecar. */
export type LabListener = GatewayListener | ServiceListener;

/** A port of an ingress gateway, with every server that shares it. */
export interface GatewayListener {
  readonly kind: 'gateway';
  readonly id: string;
  readonly port: number;
  readonly entries: readonly Entry[];
}

/**
 * A port of a service, as a client with a sidecar sees it (`mesh`: rules apply) and as one without does (`outside`: every pod alike,
 * picked per connection, which is what kube-proxy does).
 */
export interface ServiceListener {
  readonly kind: 'mesh' | 'outside';
  readonly id: string;
  readonly port: number;
  readonly service: Service;
  readonly servicePort: ServicePort;
}

/** Everything that a lab has to start, from the manifests alone: no address is known yet. */
export interface Layout {
  readonly table: RouteTable;
  readonly pods: readonly Pod[];
  readonly listeners: readonly LabListener[];
}

/** Plans a lab: a pod per replica of every workload that a service reaches, a listener per gateway port and twice per service port. */
export function layOut(table: RouteTable): Layout {
  return { table, pods: podsOf(table), listeners: [...gatewayListeners(table.entries), ...serviceListeners(table.services)] };
}

function podsOf(table: RouteTable): readonly Pod[] {
  const workloads = new Map<string, Workload>();
  for (const { workload } of table.services.flatMap((service) => service.endpoints)) {
    if (workload !== null && workload.containers.length > 0) workloads.set(workloadId(workload), workload);
  }
  const replicas = [...workloads].flatMap(([id, workload]) =>
    Array.from({ length: workload.replicas }, (_, index) => ({ id: `${id}/${index}`, workload })),
  );
  return replicas.map((pod, index) => ({ ...pod, ip: `10.244.${Math.floor(index / 250)}.${(index % 250) + 2}` }));
}

/** `bookinfo/reviews-v2`. */
export const workloadId = ({ object }: Workload): string => `${object.namespace}/${object.name}`;

/** The pods behind an endpoint; none for an address outside the cluster. */
export const podsBehind = (layout: Layout, { workload }: Endpoint): readonly Pod[] =>
  workload === null ? [] : layout.pods.filter((pod) => workloadId(pod.workload) === workloadId(workload));

/** Every Istio Gateway selects the one ingress gateway of the lab; a Gateway of the Gateway API has a port of its own. */
function gatewayListeners(entries: readonly Entry[]): readonly GatewayListener[] {
  const listeners = new Map<string, GatewayListener>();
  for (const entry of entries) {
    const { gateway, listener } = entry;
    if (gateway === null || listener === null) continue;
    const owner = entry.api === 'istio' ? 'ingress' : `${gateway.namespace}/${gateway.name}`;
    const id = `gateway ${owner} :${listener.port}`;
    const before = listeners.get(id)?.entries ?? [];
    listeners.set(id, { kind: 'gateway', id, port: listener.port, entries: [...before, entry] });
  }
  return [...listeners.values()];
}

function serviceListeners(services: readonly Service[]): readonly ServiceListener[] {
  const callable = services.filter((service) => !service.host.startsWith('*'));
  return callable.flatMap((service) =>
    service.ports.flatMap((servicePort) =>
      (['mesh', 'outside'] as const).map((kind) => ({
        kind,
        id: `${kind} ${service.host}:${servicePort.port}`,
        port: servicePort.port,
        service,
        servicePort,
      })),
    ),
  );
}
