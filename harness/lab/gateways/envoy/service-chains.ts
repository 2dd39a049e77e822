import type { RouteTable } from '../../../routes/route-table.ts';
import type { ServiceListener } from '../../layout/layout.ts';
import { meshRules } from '../plan/mesh-rules.ts';
import { type ClusterKey, clusterName } from './cluster-name.ts';
import { clusterFilter, httpFilter, tcpFilter } from './filters.ts';
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
  if (kind === 'outside') return [{ filters: [whole] }];
  const { speech, rules } = meshRules(listener, table);
  if (speech === 'http') {
    const routes = httpRoutes(rules, port);
    // Without a rule for this port everything goes to the service; with one, what no rule matches is 404.
    const served = routes.length > 0 ? routes : [everythingTo(key)];
    return [{ filters: [httpFilter(id, [{ domains: ['*'], routes: served }], false)] }];
  }
  if (speech === 'tls') {
    // With a rule, a server name that none takes is closed; without one nobody looks at it.
    return rules.length > 0 ? serverNameChains(rules, [], port, id) : [{ filters: [whole] }];
  }
  const [rule] = rules;
  return [{ filters: [rule === undefined ? whole : tcpFilter(id, rule)] }];
}

const everythingTo = (key: ClusterKey): Json => ({
  match: { prefix: '/' },
  route: { cluster: clusterName(key), timeout: '0s', ...retryPolicy(null) },
});
