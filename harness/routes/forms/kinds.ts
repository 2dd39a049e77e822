import { gateway } from './gateway-api/gateway.ts';
import { grpcRoute } from './gateway-api/grpc-route.ts';
import { httpRoute } from './gateway-api/http-route.ts';
import { portRoute, portRouteAlpha, tlsRoute, tlsRouteAlpha } from './gateway-api/layer4-routes.ts';
import { referenceGrant } from './gateway-api/reference-grant.ts';
import { destinationRule } from './istio/destination-rule.ts';
import { istioGateway } from './istio/gateway.ts';
import { serviceEntry } from './istio/service-entry.ts';
import { sidecar } from './istio/sidecar.ts';
import { virtualService } from './istio/virtual-service.ts';
import { workloadEntry } from './istio/workload-entry.ts';
import { deployment, oldDeployment } from './kubernetes/deployment.ts';
import { namespace } from './kubernetes/namespace.ts';
import { pod } from './kubernetes/pod.ts';
import { service } from './kubernetes/service.ts';
import type { Schema } from './schema.ts';

export const ISTIO = 'networking.istio.io';
export const GATEWAY_API = 'gateway.networking.k8s.io';

/** `current`: served today. `old`: no longer served by current releases, and read all the same. */
interface Version {
  readonly schema: Schema;
  readonly standing: 'current' | 'old';
}

/** One kind of one group, with every version of it that is read; the first is the one to write. */
interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly versions: Readonly<Record<string, Version>>;
}

const current = (schema: Schema): Version => ({ schema, standing: 'current' });
const old = (schema: Schema): Version => ({ schema, standing: 'old' });

const istio = (kind: string, schema: Schema): Kind => ({
  group: ISTIO,
  kind,
  versions: { v1: current(schema), v1beta1: current(schema), v1alpha3: current(schema) },
});

const gatewayApi = (kind: string, versions: Kind['versions']): Kind => ({ group: GATEWAY_API, kind, versions });
const core = (kind: string, schema: Schema): Kind => ({ group: '', kind, versions: { v1: current(schema) } });

/** Every kind that is read. Versions of the Gateway API: those of its release 1.6, `old` where that release no longer serves them. */
export const KINDS: readonly Kind[] = [
  istio('Gateway', istioGateway),
  istio('VirtualService', virtualService),
  istio('DestinationRule', destinationRule),
  istio('ServiceEntry', serviceEntry),
  istio('WorkloadEntry', workloadEntry),
  istio('Sidecar', sidecar),
  gatewayApi('Gateway', { v1: current(gateway), v1beta1: current(gateway), v1alpha2: old(gateway) }),
  gatewayApi('HTTPRoute', { v1: current(httpRoute), v1beta1: current(httpRoute), v1alpha2: old(httpRoute) }),
  gatewayApi('GRPCRoute', { v1: current(grpcRoute), v1alpha2: old(grpcRoute) }),
  gatewayApi('TCPRoute', { v1: current(portRoute), v1alpha2: old(portRouteAlpha) }),
  gatewayApi('UDPRoute', { v1: current(portRoute), v1alpha2: old(portRouteAlpha) }),
  gatewayApi('TLSRoute', { v1: current(tlsRoute), v1alpha3: old(tlsRoute), v1alpha2: old(tlsRouteAlpha) }),
  gatewayApi('ReferenceGrant', { v1: current(referenceGrant), v1beta1: current(referenceGrant), v1alpha2: old(referenceGrant) }),
  core('Service', service),
  core('Pod', pod),
  core('Namespace', namespace),
  {
    group: 'apps',
    kind: 'Deployment',
    versions: { v1: current(deployment), v1beta2: old(deployment), v1beta1: old(oldDeployment) },
  },
  { group: 'extensions', kind: 'Deployment', versions: { v1beta1: old(oldDeployment) } },
];

export const apiVersionOf = (group: string, version: string): string => (group === '' ? version : `${group}/${version}`);
