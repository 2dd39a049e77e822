import { KINDS } from './kinds.ts';

/** What it means for the routes that a kind is not read. */
export interface SkippedKind {
  /** `warning`: it may change where requests go, or refuse them. */
  readonly severity: 'note' | 'warning';
  readonly says: string;
  readonly fix: string;
}

const workload: SkippedKind = {
  severity: 'note',
  says: 'their pods are not counted among the endpoints of a service',
  fix: 'write a Deployment or a Pod where the shares of a service without rules are asked for',
};

const maySteer = (what: string): SkippedKind => ({
  severity: 'warning',
  says: `${what}, and what is printed here does not know it`,
  fix: 'take it into account yourself, or measure with verify',
});

const beforeOne: SkippedKind = {
  severity: 'warning',
  says: 'it is a rule of Istio before 1.0, which no release of today reads',
  fix: 'write a VirtualService and a DestinationRule',
};

/** Kinds that are not read, by group and kind, where it is worth saying what that means. */
const SKIPPED_KINDS: Readonly<Record<string, SkippedKind>> = {
  'networking.k8s.io/Ingress': {
    severity: 'note',
    says: 'an Ingress controller outside the mesh follows endpoints and not these rules',
    fix: 'ask with --from outside for what it sends where',
  },
  'extensions/Ingress': {
    severity: 'note',
    says: 'an Ingress controller outside the mesh follows endpoints and not these rules',
    fix: 'ask with --from outside for what it sends where; current clusters take networking.k8s.io/v1',
  },
  'apps/StatefulSet': workload,
  'apps/DaemonSet': workload,
  'apps/ReplicaSet': workload,
  'extensions/DaemonSet': workload,
  'extensions/ReplicaSet': workload,
  'batch/Job': workload,
  'batch/CronJob': workload,
  '/ReplicationController': workload,
  'argoproj.io/Rollout': {
    severity: 'warning',
    says: 'Argo Rollouts writes weights into routes by itself while it moves from one version to the next',
    fix: 'read the routes from the cluster for what is in force now',
  },
  'flagger.app/Canary': {
    severity: 'warning',
    says: 'Flagger writes weights into routes by itself while it moves from one version to the next',
    fix: 'read the routes from the cluster for what is in force now',
  },
  'config.istio.io/RouteRule': beforeOne,
  'config.istio.io/DestinationPolicy': beforeOne,
  'config.istio.io/EgressRule': beforeOne,
  'split.smi-spec.io/TrafficSplit': maySteer('a TrafficSplit of SMI divides requests'),
  'networking.istio.io/EnvoyFilter': maySteer('an EnvoyFilter may change any route'),
  'networking.istio.io/WorkloadGroup': {
    severity: 'note',
    says: 'workloads that register themselves are not counted among the endpoints of a service',
    fix: 'write a WorkloadEntry for each',
  },
  'networking.istio.io/ProxyConfig': { severity: 'note', says: 'it changes no route', fix: 'nothing needs to be done' },
  'extensions.istio.io/WasmPlugin': maySteer('a WasmPlugin may answer or reroute requests'),
  'extensions.istio.io/TrafficExtension': maySteer('a TrafficExtension may answer or reroute requests'),
  'security.istio.io/AuthorizationPolicy': maySteer('an AuthorizationPolicy may refuse requests with 403'),
  'security.istio.io/RequestAuthentication': maySteer('a RequestAuthentication may refuse requests with 401'),
  'security.istio.io/PeerAuthentication': {
    severity: 'note',
    says: 'under STRICT a client outside the mesh is refused',
    fix: 'keep it in mind where --from outside is asked about',
  },
  'gateway.networking.k8s.io/ListenerSet': maySteer('a ListenerSet adds listeners to a Gateway'),
  'gateway.networking.x-k8s.io/XListenerSet': maySteer('an XListenerSet adds listeners to a Gateway'),
  'gateway.networking.k8s.io/BackendTLSPolicy': maySteer('a BackendTLSPolicy decides whether a backend can be reached'),
  'gateway.networking.k8s.io/BackendLBPolicy': maySteer('a BackendLBPolicy may keep a client on one endpoint'),
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': maySteer(
    'an XBackendTrafficPolicy may limit retries or keep a client on one endpoint',
  ),
  'gateway.networking.k8s.io/GatewayClass': {
    severity: 'note',
    says: 'which implementation serves a Gateway is not decided here',
    fix: 'nothing needs to be done',
  },
};

/** A kind that nothing is known about. */
const OTHER_KIND: SkippedKind = {
  severity: 'note',
  says: 'it is no kind that routes are read from',
  fix: 'nothing needs to be done',
};

/** What is said of an object that is not read; null where there is nothing to say but that. */
const known = (group: string, kind: string): SkippedKind | null => {
  const key = `${group}/${kind}`;
  return (Object.hasOwn(SKIPPED_KINDS, key) ? SKIPPED_KINDS[key] : undefined) ?? null;
};

/** Whether a kind is known to be one that is not read. */
export const isSkippedKind = (group: string, kind: string): boolean => known(group, kind) !== null;

/** What it means that an object of this kind is not read. One that shares its name with a kind that is may well be a route. */
export const skippedKind = (group: string, kind: string): SkippedKind =>
  known(group, kind) ??
  (KINDS.some((one) => one.kind === kind) ? maySteer(`a ${kind} of ${group} belongs to another API`) : OTHER_KIND);
