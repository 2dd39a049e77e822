import { endpointsOf } from '../../routes/cluster/endpoints-of.ts';
import type { Rule } from '../../routes/route-table.ts';
import { type Layout, type Pod, podsBehind } from './layout.ts';

/** The pods that get copies of requests: their logs say which requests were mirrored. */
export function shadowPods(layout: Layout): readonly Pod[] {
  const rules: readonly Rule[] = layout.table.entries.flatMap(({ hosts }) => hosts.flatMap(({ http }) => http));
  const endpoints = rules
    .flatMap(({ mirrors }) => mirrors)
    .flatMap(({ destination: { service, subsetLabels } }) => (service === null ? [] : endpointsOf(service, subsetLabels)));
  return [...new Set(endpoints.flatMap((endpoint) => podsBehind(layout, endpoint)))];
}
