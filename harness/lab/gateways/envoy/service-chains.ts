import { atListener } from '../../../routes/istio/rules/listener-port.ts';
import type { RouteTable, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import type { ServiceListener } from '../../layout/layout.ts';
import { meshRules } from '../plan/mesh-rules.ts';
import { type ClusterKey, clusterName } from './cluster-name.ts';
import { clusterFilter, httpFilter, tcpFilter } from './filters.ts';
import { rulesAtPort } from './for-port.ts';
import { httpRoutes } from './http-routes.ts';
import type { Json } from './json.ts';
import { retryPolicy } from './retry-policy.ts';
import { serverNameChains } from './server-name-chains.ts';

/** The filter chains of a service port: its rules for a client with a sidecar, all endpoints alike for one without. */
export function serviceChains(listener: ServiceListener, table: RouteTable): readonly Json[] {
  const { kind, id, service, servicePort } = listener;
  const { port } = servicePort;
  const key: ClusterKey = { service, port: servicePort, subset: null, subsetLabels: null, view: kind };
  const whole = clusterFilter(id, key);
  const { speech, rules } = rulesOfService(listener, table);
  if (speech === 'udp') throw new LabError(servicePort.place, 'the lab speaks no UDP', 'leave this port out for the lab');
  if (kind === 'outside') return [{ filters: [whole] }];
  if (speech === 'http') {
    const routes = httpRoutes(rules, port);
    // Without a rule for this port everything goes to the service; with one, what no rule matches is 404.
    const served = routes.length > 0 ? routes : [everythingTo(key)];
    return [{ filters: [httpFilter(id, [{ domains: ['*'], routes: served }], false)] }];
  }
  if (speech === 'tls') {
    const chains = serverNameChains(rules, [], port, id);
    const takesAll = chains.some((chain) => !Object.hasOwn(chain as object, 'filter_chain_match'));
    return takesAll ? chains : [...chains, { filters: [whole] }];
  }
  const [rule] = rules;
  return [{ filters: [rule === undefined ? whole : tcpFilter(id, rule)] }];
}

/** How a service port is spoken to by a client with a sidecar, and the rules that hold there, their destinations at this port. */
export function rulesOfService(listener: ServiceListener, table: RouteTable) {
  const { speech, rules } = meshRules(listener, table);
  const { port } = listener.servicePort;
  return { speech, rules: rulesAtPort(rules, port).map((rule) => atPort(rule, port)) };
}

/** A destination without a port has that of the call (pilot: GetDestinationCluster). */
function atPort(rule: Rule, port: number): Rule {
  const { action } = rule;
  const mirrors = rule.mirrors.map((mirror) => ({ ...mirror, destination: atListener(mirror.destination, port) }));
  if (action.kind !== 'forward') return { ...rule, mirrors };
  return { ...rule, mirrors, action: { ...action, destinations: action.destinations.map((one) => atListener(one, port)) } };
}

const everythingTo = (key: ClusterKey): Json => ({
  match: { prefix: '/' },
  route: { cluster: clusterName(key), timeout: '0s', ...retryPolicy(null) },
});
