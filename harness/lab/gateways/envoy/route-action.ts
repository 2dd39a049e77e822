import type { Action, Destination, Mirror, Rewrite, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import { clusterNameOf } from './cluster-name.ts';
import { fractional } from './fault-filter.ts';
import { headerChanges } from './header-changes.ts';
import { duration, type Json } from './json.ts';
import { retryPolicy } from './retry-policy.ts';
import { weightedParts } from './weighted-parts.ts';

/** The action of a route: `route`, `redirect` or `direct_response`. `matchedPath` is the path test of the match it belongs to. */
export function routeAction(rule: Rule, matched: { readonly kind: string; readonly value: string } | null): Record<string, Json> {
  const { action } = rule;
  switch (action.kind) {
    case 'respond':
      return { direct_response: { status: answerStatus(action) } };
    case 'redirect':
      return { redirect: redirect(action, matched) };
    case 'forward':
      return {
        route: {
          ...target(action.destinations, rule),
          ...pathRewrite(rule.rewrite, matched),
          ...(rule.rewrite?.host == null ? {} : { host_rewrite_literal: rule.rewrite.host }),
          // Envoy's own limit is 15 s; Istio has none unless one is written.
          timeout: duration(rule.timeoutMs ?? 0),
          ...retryPolicy(rule.retries),
          ...(rule.mirrors.length === 0 ? {} : { request_mirror_policies: rule.mirrors.map(mirror) }),
        },
      };
  }
}

/** Envoy answers by itself with nothing below 200. */
function answerStatus({ status, place }: Extract<Action, { kind: 'respond' }>): number {
  if (status < 200 || status > 599) throw new LabError(place, `Envoy cannot answer with status ${status}`, 'write 200 to 599');
  return status;
}

function target(destinations: readonly Destination[], rule: Rule): Record<string, Json> {
  // Gateway API: an invalid backend answers 500. Istio: a cluster that is not there is 503, which is what Envoy says by itself.
  const isInvalid = destinations.some(({ refused }) => refused?.status === 500);
  const refusal: Record<string, Json> = isInvalid ? { cluster_not_found_response_code: 'INTERNAL_SERVER_ERROR' } : {};
  const parts = weightedParts(destinations, rule);
  const [first, second] = parts;
  if (first !== undefined && second === undefined && !changesHeaders(first.destination))
    return { cluster: clusterNameOf(first.destination), ...refusal };
  const clusters = parts.map(({ destination, weight }) => ({
    name: clusterNameOf(destination),
    weight,
    ...headerChanges(destination.requestHeaders, destination.responseHeaders),
  }));
  return { weighted_clusters: { clusters }, ...refusal };
}

const changesHeaders = ({ requestHeaders, responseHeaders }: Destination): boolean =>
  Object.keys(headerChanges(requestHeaders, responseHeaders)).length > 0;

function mirror({ destination, share }: Mirror): Json {
  return {
    cluster: clusterNameOf(destination),
    runtime_fraction: { default_value: fractional(share) },
    disable_shadow_host_suffix_append: true,
  };
}

/** A prefix by path elements is replaced by elements too: `/a` -> `/` makes `/b` of `/a/b`, not `//b` (Gateway API, ReplacePrefixMatch). */
function pathRewrite(
  rewrite: Rewrite | null,
  matched: { readonly kind: string; readonly value: string } | null,
): Record<string, Json> {
  const path = rewrite?.path ?? null;
  if (path === null) return {};
  switch (path.kind) {
    case 'regex':
      return { regex_rewrite: { pattern: { regex: path.pattern }, substitution: path.value } };
    case 'full':
      return { regex_rewrite: { pattern: { regex: '^[^?]*' }, substitution: literal(path.value) } };
    case 'prefix':
      return matched?.kind === 'path-prefix' ? elementRewrite(matched.value, path.value) : { prefix_rewrite: path.value };
  }
}

function elementRewrite(matched: string, value: string): Record<string, Json> {
  const bare = matched.replace(/\/+$/, '');
  const replacement = value.replace(/\/+$/, '');
  if (replacement !== '') return { prefix_rewrite: bare === '' ? `${replacement}/` : replacement };
  return { regex_rewrite: { pattern: { regex: `^${escaped(bare)}/*` }, substitution: '/' } };
}

/** A text that stands for itself in a substitution, where `\\1` would be a group. */
const literal = (text: string): string => text.replaceAll('\\', '\\\\');

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const REDIRECT_CODES: Readonly<Record<number, string>> = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

function redirect(
  { redirect: to, status, place }: Extract<Action, { kind: 'redirect' }>,
  matched: { readonly kind: string; readonly value: string } | null,
): Json {
  const code = REDIRECT_CODES[status];
  if (code === undefined)
    throw new LabError(place, `Envoy cannot redirect with status ${status}`, 'write 301, 302, 303, 307 or 308');
  return {
    response_code: code,
    ...(to.scheme === null ? {} : { scheme_redirect: to.scheme }),
    ...(to.host === null ? {} : { host_redirect: to.host }),
    ...(to.port === null ? {} : { port_redirect: to.port }),
    ...redirectPath(to.path, matched),
  };
}

function redirectPath(
  path: Extract<Action, { kind: 'redirect' }>['redirect']['path'],
  matched: { readonly kind: string; readonly value: string } | null,
): Record<string, Json> {
  if (path === null) return {};
  if (path.kind === 'full') return { path_redirect: path.value };
  if (path.kind === 'regex') return { regex_rewrite: { pattern: { regex: path.pattern }, substitution: path.value } };
  return matched?.kind === 'path-prefix' ? elementRewrite(matched.value, path.value) : { prefix_rewrite: path.value };
}
