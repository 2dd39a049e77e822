import { nameOf, plain } from '../object-name.ts';
import type { Condition, Rule } from '../route-table.ts';
import type { Report } from './context.ts';
import type { MeshAttachment } from './mesh-attachments.ts';
import { orderNotes } from './order-notes.ts';
import { inOrder } from './ranked-rule.ts';
import { withCondition } from './rules.ts';
import type { RulesOf } from './rules-of.ts';
import { singleRoute } from './single-route.ts';
import { withServerName } from './virtual-hosts.ts';

/** Rules of routes of one kind at one service, in order of precedence. */
export interface MeshRules {
  readonly rules: readonly Rule[];
  readonly rivals: 'one-of' | null;
}

/**
 * Routes of the service's own namespace (producer routes) hold for every client; those of another namespace (consumer routes) for the
 * clients there, instead of the producer's. Only routes of one namespace are combined ("Connecting routes and services", mesh overview).
 */
export function meshRules(host: string, attached: readonly MeshAttachment[], rulesOf: RulesOf, report: Report): MeshRules {
  const byNamespace = Map.groupBy(attached, ({ route }) => route.object.namespace);
  const groups = [...byNamespace].map(([namespace, all]) => ({ ...rulesOfOne(host, all, rulesOf, report), namespace, all }));
  const consumers = groups.filter(({ namespace, all }) => namespace !== all[0]?.parent.namespace);
  const producers = groups.filter((group) => !consumers.includes(group));
  const sorted = consumers.sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  return {
    rules: [...sorted.flatMap(({ rules, all }) => consumerRules(rules, all)), ...producers.flatMap(({ rules }) => rules)],
    rivals: groups.some(({ rivals }) => rivals !== null) ? 'one-of' : null,
  };
}

/** The rules of one namespace's routes. */
function rulesOfOne(host: string, attached: readonly MeshAttachment[], rulesOf: RulesOf, report: Report): MeshRules {
  const kind = attached[0]?.route.kind;
  if (kind === 'TCPRoute' || kind === 'UDPRoute') return singleRoute(attached, rulesOf, report);
  const routes = [...new Set(attached.map(({ route }) => route))];
  const ordered = inOrder(routes.flatMap((route) => rulesOf(route).map((rule) => ({ ...rule, distance: 0 }))));
  orderNotes(host, ordered, report);
  if (kind !== 'TLSRoute') return { rules: ordered.map(({ rule }) => rule), rivals: null };
  const rules = ordered.map(({ rule, route }) => {
    const names = route.hostnames.flatMap(({ text }) => text ?? []);
    return withServerName(rule, names.length === 0 ? [host] : names, route.spec.at('hostnames').place);
  });
  return { rules, rivals: null };
}

/** Consumer rules with their condition on the client, and the 404 of clients there whose request matches none of them. */
function consumerRules(rules: readonly Rule[], attached: readonly MeshAttachment[]): readonly Rule[] {
  const [first] = attached;
  if (first === undefined) return [];
  const { namespace } = first.route.object;
  const client: Condition = {
    on: 'client',
    text: `client in namespace ${plain(namespace)}`,
    namespace,
    place: first.parent.field.place,
  };
  const ofClient = rules.map((rule) => withCondition(rule, client));
  const isHttp = first.route.kind === 'HTTPRoute' || first.route.kind === 'GRPCRoute';
  return isHttp && !rules.some(({ matches }) => matches.length === 0)
    ? [...ofClient, withCondition(nothingElse(first), client)]
    : ofClient;
}

/** "If there are associated Routes, but the request matches none of them, the request is rejected" (mesh overview, "Request Flow"). */
const nothingElse = ({ route, parent }: MeshAttachment): Rule => ({
  name: null,
  object: nameOf(route.object),
  place: parent.field.place,
  matches: [],
  action: {
    kind: 'respond',
    status: 404,
    reason: `no route of namespace ${plain(route.object.namespace)} matches`,
    place: parent.field.place,
  },
  fault: null,
  rewrite: null,
  timeoutMs: null,
  retries: null,
  mirrors: [],
  requestHeaders: { set: {}, add: {}, remove: [] },
  responseHeaders: { set: {}, add: {}, remove: [] },
  unexplained: [],
  rank: 'last: what no other route of the namespace matches',
});
