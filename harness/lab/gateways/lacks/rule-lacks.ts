import type { Action, HeaderChanges, PathChange, Rule, VirtualHost } from '../../../routes/route-table.ts';
import type { GatewayKind } from '../gateway-kind.ts';
import { conditionLacks } from './condition-lacks.ts';
import type { NotExpressible } from './lack.ts';
import { NO_UDP } from './listener-lacks.ts';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** What of the rules of a host a gateway cannot do. */
export function ruleLacks(kind: GatewayKind, { http, tls, tcp, udp }: VirtualHost): readonly NotExpressible[] {
  return [
    ...[...http, ...tls, ...tcp].flatMap((rule) => lacksOf(kind, rule)),
    ...(kind === 'envoy' ? [] : serverNames(kind, tls)),
    ...udp.map(({ place }) => ({ place, field: 'udp', reason: NO_UDP })),
  ];
}

/** One rule that takes every server name is a rule for TCP; anything more would have to read the name. */
const serverNames = (kind: GatewayKind, rules: readonly Rule[]): readonly NotExpressible[] =>
  rules.length < 2 && !rules.some(readsServerName)
    ? []
    : rules.map(({ place }) => ({ place, field: 'tls', reason: `${kind} does not route by server name here` }));

const readsServerName = ({ matches }: Rule): boolean =>
  matches.some(({ conditions }) => conditions.some((one) => one.on === 'server-name' && !one.hosts.includes('*')));

function lacksOf(kind: GatewayKind, rule: Rule): readonly NotExpressible[] {
  const conditions = rule.matches.flatMap((match) => match.conditions.flatMap((condition) => conditionLacks(kind, condition)));
  const unexplained = rule.unexplained.map(({ field, place }) => ({ place, field, reason: 'the lab does not know it' }));
  const redirect = kind === 'envoy' ? redirectLacks('Envoy', rule.action) : [];
  return [...conditions, ...unexplained, ...redirect, ...(kind === 'envoy' ? [] : plainLacks(kind, rule))];
}

const redirectLacks = (name: string, action: Action): readonly NotExpressible[] =>
  action.kind !== 'redirect' || REDIRECTS.includes(action.status)
    ? []
    : [{ place: action.place, field: 'redirect', reason: `${name} does not redirect with status ${action.status}` }];

/** What Envoy does beyond picking a version, and nginx and HAProxy do not, or not as Envoy does. */
function plainLacks(kind: 'nginx' | 'haproxy', rule: Rule): readonly NotExpressible[] {
  const { fault, retries, timeoutMs, mirrors, rewrite, action, place } = rule;
  const lacks: NotExpressible[] = [];
  const lack = (field: string, at: Rule['place'], reason: string) =>
    lacks.push({ place: at, field, reason: `${kind} ${reason}` });
  if (fault?.abort != null) lack('fault.abort', fault.abort.place, 'injects no faults');
  if (fault?.delay != null) lack('fault.delay', fault.delay.place, 'injects no faults');
  if (retries !== null && retries.attempts > 0) lack('retries', retries.place, 'counts no attempts and limits no time per try');
  if (timeoutMs !== null && timeoutMs > 0) lack('timeout', place, 'limits the pauses of an answer, not the whole of it');
  for (const mirror of mirrors) lack('mirror', mirror.place, 'sends no copies of a share of the requests');
  if (changesHeaders(rule)) lack('headers', place, 'changes no headers here');
  lacks.push(...redirectLacks(kind, action));
  if (action.kind === 'respond') respondLack(action, lack);
  pathLack(rewrite?.path ?? null, rewrite?.place ?? place, 'rewrite', lack);
  if (!isSendable(rewrite?.host ?? '')) lack('rewrite', rewrite?.place ?? place, 'sends only printable ASCII as a host');
  if (action.kind === 'redirect') {
    pathLack(action.redirect.path, action.place, 'redirect', lack);
    if (!isSendable(action.redirect.host ?? '')) lack('redirect', action.place, 'sends only printable ASCII as a host');
  }
  return lacks;
}

type Lack = (field: string, place: Rule['place'], reason: string) => void;

/** 444 makes nginx hang up, and what is below 200 is no answer. A rule outside HTTP has status 0: the connection is closed. */
function respondLack({ status, place }: Extract<Action, { kind: 'respond' }>, lack: Lack): void {
  if (status !== 0 && (status < 200 || status > 599 || status === 444))
    lack('directResponse', place, `cannot answer with status ${status}`);
}

function pathLack(path: PathChange | null, place: Rule['place'], field: string, lack: Lack): void {
  if (path?.kind === 'regex') lack(field, place, 'replaces no regular expression in a path as Envoy does');
  else if (path !== null && !isSendable(path.value)) lack(field, place, 'sends only printable ASCII as a path');
}

const isSendable = (text: string): boolean => /^[\x21-\x7e]*$/.test(text);

function changesHeaders({ requestHeaders, responseHeaders, action }: Rule): boolean {
  const destinations = action.kind === 'forward' ? action.destinations : [];
  const all = [requestHeaders, responseHeaders, ...destinations.flatMap((one) => [one.requestHeaders, one.responseHeaders])];
  return all.some(hasChanges);
}

const hasChanges = ({ set, add, remove }: HeaderChanges): boolean =>
  Object.keys(set).length + Object.keys(add).length + remove.length > 0;
