import { shown } from '../../text/shown.ts';
import type { Service } from '../cluster/cluster.ts';
import { serviceOf } from '../cluster/host-names.ts';
import type { Field } from '../field.ts';
import { plain } from '../object-name.ts';
import { missing, note, warning } from '../problem.ts';
import { at, grantRefusal, portRefusal, type Reference, reportMissing } from './backend-faults.ts';
import type { Context } from './context.ts';
import type { Route } from './route.ts';

/** What a reference to a backend leads to. */
export interface Target {
  readonly host: string;
  readonly port: number | null;
  /** Null: not in the given files, or no Service at all. */
  readonly service: Service | null;
  /** Why the reference is invalid for certain; null: it is not known to be. */
  readonly refusal: string | null;
}

/** Kinds that some implementations send to; what stands behind them is not in any file that is read here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'multicluster.x-k8s.io/ServiceImport': 'svc.clusterset.local',
  'inference.networking.k8s.io/InferencePool': 'inferencepool',
  'inference.networking.x-k8s.io/InferencePool': 'inferencepool',
  'gateway.envoyproxy.io/Backend': 'backend',
};

/**
 * Resolves a `BackendObjectReference`. Invalid for certain are, by `HTTPBackendRef` of the reference: a kind nobody supports, a reference
 * to another namespace without a grant, and a port that the Service lacks (Istio and Envoy answer 500 for it as well). A Service that is
 * not in the files may well exist: that is reported as missing and stays unknown.
 */
export function backendTarget(ref: Field, route: Route, context: Context): Target {
  const reference: Reference = {
    group: ref.at('group').text ?? '',
    kind: ref.at('kind').text ?? 'Service',
    namespace: ref.at('namespace').text ?? route.object.namespace,
    name: ref.at('name').text ?? '',
  };
  const port = ref.at('port').number;
  const kind = `${reference.group}/${reference.kind}`;
  const elsewhere = Object.hasOwn(ELSEWHERE, kind) ? ELSEWHERE[kind] : undefined;
  if (kind === '/Service') return serviceTarget(ref, reference, port, route, context);
  // Istio's own kind for a host of a ServiceEntry (pilot/pkg/config/kube/gateway/conversion.go, buildDestination).
  if (kind === 'networking.istio.io/Hostname') return hostnameTarget(ref, reference.name, port, context);
  if (elsewhere !== undefined) {
    context.report(
      note(
        'backend-elsewhere',
        ref.place,
        `${at(ref)} sends to ${kindName(reference)}, which is not read here`,
        'ask the implementation for the shares behind it',
      ),
    );
    return { host: `${reference.name}.${reference.namespace}.${elsewhere}`, port, service: null, refusal: null };
  }
  const refusal = `${kindName(reference)} is no kind that a route can send to`;
  context.report(warning('backend-refused', ref.place, `${at(ref)}: ${refusal}; its share is refused`, 'send to a Service'));
  return { host: `${reference.name}.${reference.namespace}`, port, service: null, refusal };
}

function serviceTarget(ref: Field, reference: Reference, port: number | null, route: Route, context: Context): Target {
  const host = `${reference.name}.${reference.namespace}.svc.cluster.local`;
  const service = serviceOf(context.cluster.services, host);
  if (service === null) reportMissing(ref, reference, context);
  const refusal = grantRefusal(ref, reference, service, route, context) ?? portRefusal(ref, port, service, context);
  return { host, port, service, refusal };
}

function hostnameTarget(ref: Field, host: string, port: number | null, context: Context): Target {
  const service = serviceOf(context.cluster.services, host);
  if (service === null) {
    context.report(
      missing(
        'backend-missing',
        ref.place,
        `${at(ref)}: no Service or ServiceEntry in these files has the host ${shown(host)}`,
        'give the file of the ServiceEntry too',
      ),
    );
  }
  return { host, port, service, refusal: portRefusal(ref, port, service, context) };
}

const kindName = ({ group, kind }: Reference): string => `${group === '' ? '' : `${plain(group)}/`}${plain(kind)}`;
