import { listenerLayer, rulesOf } from '../../../routes/answer/ways/listener-layer.ts';
import type { RouteTable, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import type { GatewayListener, Layout, ServiceListener } from '../../layout/layout.ts';
import type { ClusterKey } from '../envoy/cluster-name.ts';
import { rulesAtPort } from '../envoy/for-port.ts';
import type { Wiring } from '../wiring.ts';
import { gatewayHosts } from './gateway-hosts.ts';
import { meshRules } from './mesh-rules.ts';
import type { PortPlan, PortTls, Split } from './port-plan.ts';
import { alike, closed, splitOf } from './split.ts';
import { stepsOf } from './steps.ts';

/**
 * Every port of a lab. What nginx and HAProxy cannot do must have been refused before.
 *
 * @throws LabError for destinations that are not in the files
 */
export function planPorts({ table, listeners }: Layout, wiring: Wiring): readonly PortPlan[] {
  return listeners.map((listener) =>
    listener.kind === 'gateway' ? gatewayPort(listener, table, wiring) : servicePort(listener, table, wiring),
  );
}

function gatewayPort(listener: GatewayListener, table: RouteTable, wiring: Wiring): PortPlan {
  const { id, port, entries } = listener;
  const [first] = entries;
  const facts = first?.listener ?? null;
  const any = { id, at: wiring.listenAt(listener), tls: tlsOf(listener, wiring) };
  if (first === undefined || facts === null) throw new Error(`lab: ${id} has no listener`);
  const { layer, scheme } = listenerLayer(facts);
  if (layer === 'http') return { kind: 'http', ...any, hosts: gatewayHosts(entries, { port, scheme }, table, wiring) };
  const rules = entries.flatMap((entry) =>
    entry.hosts.flatMap((host) => (entry.listener === null ? [] : rulesOf(host, listenerLayer(entry.listener).lists))),
  );
  return { kind: 'stream', ...any, split: firstSplit(rulesAtPort(rules, port), table, wiring) ?? closed(first.place) };
}

/** Every server of a port shows itself alike (see not-expressible.ts), with the one certificate that the lab has. */
function tlsOf({ entries, id }: GatewayListener, { certificates }: Wiring): PortTls | null {
  const [first] = entries;
  const mode = first?.listener?.tls?.mode ?? 'redirect';
  if (first === undefined || (mode !== 'terminate' && mode !== 'mutual')) return null;
  if (certificates === null) throw new LabError(first.place, `${id} needs certificates`, 'this is a fault of the lab');
  return { ...certificates, isMutual: mode === 'mutual' };
}

/** Bytes have nothing to match by but the port: the first rule for it takes every connection. Null: there is none. */
function firstSplit([rule]: readonly Rule[], table: RouteTable, wiring: Wiring): Split | null {
  if (rule === undefined) return null;
  return rule.action.kind === 'forward' ? splitOf(rule.action.destinations, rule, table, wiring) : closed(rule.place);
}

function servicePort(listener: ServiceListener, table: RouteTable, wiring: Wiring): PortPlan {
  const { kind, id, service, servicePort: port } = listener;
  const key: ClusterKey = { service, port, subset: null, subsetLabels: null, view: kind };
  const any = { id, at: wiring.listenAt(listener), tls: null };
  if (kind === 'outside') return { kind: 'stream', ...any, split: alike(key, table, wiring) };
  const { speech, rules } = meshRules(listener, table);
  if (speech !== 'http') return { kind: 'stream', ...any, split: firstSplit(rules, table, wiring) ?? alike(key, table, wiring) };
  const known = { port: port.port, scheme: 'http' as const };
  // Without a rule for this port everything goes to the service; with one, what no rule takes is 404.
  if (rules.length > 0) return { kind: 'http', ...any, hosts: [{ pattern: '*', steps: stepsOf(rules, known, table, wiring) }] };
  const all = { kind: 'forward' as const, split: alike(key, table, wiring), path: null, host: null };
  return { kind: 'http', ...any, hosts: [{ pattern: '*', steps: [{ looks: [], action: all }] }] };
}
