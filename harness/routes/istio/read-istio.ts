import type { Problem } from '../../model/routes-report.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ManifestObject } from '../manifest-object.ts';
import type { Entry } from '../route-table.ts';
import type { DestinationPolicy } from '../traffic-policy.ts';
import { assumedEntries } from './entries/assumed-entries.ts';
import { gatewayEntries } from './entries/gateway-entries.ts';
import { meshEntry } from './entries/mesh-entry.ts';
import { reportUnused } from './entries/unused-rules.ts';
import { noteIngressUnknown } from './gateways/node-port.ts';
import { readGateways } from './gateways/read-gateways.ts';
import { reportPortConflicts } from './gateways/shared-ports.ts';
import { readPolicies } from './policies/read-policies.ts';
import { problemList } from './problem-list.ts';
import { warnOfSidecars } from './sidecars.ts';
import { suggestions } from './suggestions.ts';
import { readVirtualServices } from './virtual-services/read-virtual-services.ts';

/**
 * Istio objects as ways in and policies, with precedence resolved. The objects have passed their forms; what they refer to and is not among
 * them is reported as missing and stays unknown. Objects of other APIs are passed over.
 */
export function readIstio(
  objects: readonly ManifestObject[],
  cluster: Cluster,
): {
  readonly entries: readonly Entry[];
  readonly policies: readonly DestinationPolicy[];
  readonly problems: readonly Problem[];
} {
  const { problems, report } = problemList();
  const istio = objects.filter(({ group }) => group === 'networking.istio.io');
  const policies = readPolicies(istio, report);
  const surroundings = { objects, cluster, policies, report, suggest: suggestions() };
  const virtualServices = readVirtualServices(istio, surroundings);
  const servers = readGateways(istio);
  reportPortConflicts(servers, report);
  for (const virtualService of virtualServices) reportUnused(virtualService, servers, report);
  const gateways = gatewayEntries(servers, virtualServices, surroundings);
  const assumed = assumedEntries(servers, virtualServices, surroundings);
  const mesh = meshEntry(virtualServices, surroundings);
  noteIngressUnknown(servers, cluster, report);
  warnOfSidecars(istio, report);
  return {
    entries: [...gateways, ...assumed, ...(mesh === null ? [] : [mesh])],
    policies: policies.all.map(({ policy }) => policy),
    problems,
  };
}
