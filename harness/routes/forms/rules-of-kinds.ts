import { experimentalRules } from './gateway-api-rules/experimental.ts';
import { gatewayRules } from './gateway-api-rules/gateway.ts';
import { grpcRouteRules } from './gateway-api-rules/grpc-route.ts';
import { httpRouteRules } from './gateway-api-rules/http-route.ts';
import { layer4RouteRules } from './gateway-api-rules/layer4-route.ts';
import { destinationRuleRules } from './istio-rules/destination-rule.ts';
import { istioGatewayRules } from './istio-rules/gateway.ts';
import { serviceEntryRules } from './istio-rules/service-entry.ts';
import { sidecarRules } from './istio-rules/sidecar.ts';
import { virtualServiceRules } from './istio-rules/virtual-service.ts';
import { workloadEntryRules } from './istio-rules/workload-entry.ts';
import { serviceRules } from './kubernetes-rules/service.ts';
import { deploymentRules, podRules } from './kubernetes-rules/workload.ts';
import type { Rule } from './rules.ts';

/** Rules of every kind that has some, by group and kind. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  'networking.istio.io/Gateway': [istioGatewayRules],
  'networking.istio.io/VirtualService': [virtualServiceRules],
  'networking.istio.io/DestinationRule': [destinationRuleRules],
  'networking.istio.io/ServiceEntry': [serviceEntryRules],
  'networking.istio.io/WorkloadEntry': [workloadEntryRules],
  'networking.istio.io/Sidecar': [sidecarRules],
  'gateway.networking.k8s.io/Gateway': [gatewayRules, experimentalRules],
  'gateway.networking.k8s.io/HTTPRoute': [httpRouteRules, experimentalRules],
  'gateway.networking.k8s.io/GRPCRoute': [grpcRouteRules, experimentalRules],
  'gateway.networking.k8s.io/TCPRoute': [layer4RouteRules, experimentalRules],
  'gateway.networking.k8s.io/UDPRoute': [layer4RouteRules, experimentalRules],
  'gateway.networking.k8s.io/TLSRoute': [layer4RouteRules, experimentalRules],
  '/Service': [serviceRules],
  '/Pod': [podRules],
  'apps/Deployment': [deploymentRules],
  'extensions/Deployment': [deploymentRules],
};
