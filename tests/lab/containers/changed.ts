import { type Layout, layOut } from '../../../harness/lab/layout/layout.ts';
import type { Container } from '../../../harness/routes/cluster/cluster.ts';
import type { Rule } from '../../../harness/routes/route-table.ts';

/** The same layout with other weights in every rule that splits in as many parts. */
export function withWeights({ table }: Layout, ...weights: readonly number[]): Layout {
  const changed = (rules: readonly Rule[]): Rule[] => rules.map((rule) => withWeightsOfRule(rule, weights));
  const entries = table.entries.map((entry) => ({
    ...entry,
    hosts: entry.hosts.map((host) => ({ ...host, http: changed(host.http), tls: changed(host.tls), tcp: changed(host.tcp) })),
  }));
  return layOut({ ...table, entries });
}

function withWeightsOfRule(rule: Rule, weights: readonly number[]): Rule {
  if (rule.action.kind !== 'forward' || rule.action.destinations.length !== weights.length) return rule;
  const destinations = rule.action.destinations.map((destination, index) => ({
    ...destination,
    weight: { ...destination.weight, value: weights[index]! },
  }));
  return { ...rule, action: { ...rule.action, destinations } };
}

/** The same layout with other containers in every pod. */
export function withContainers(layout: Layout, change: (container: Container) => Container): Layout {
  const pods = layout.pods.map((pod) => ({
    ...pod,
    workload: { ...pod.workload, containers: pod.workload.containers.map(change) },
  }));
  return { ...layout, pods };
}
