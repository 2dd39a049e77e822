import type { RouteKind } from './route.ts';

/** A number of a match that decides precedence, and what to say of the rule that has more of it and of the one that has less. */
export interface Criterion {
  more(value: number): string;
  less(value: number): string;
}

const plainly = (more: string, less: string): Criterion => ({ more: () => more, less: () => less });

const HEADERS = plainly('more header matches', 'fewer header matches');

/**
 * `HTTPRouteRule.matches`. Where a regular expression stands among the paths is left to implementations: Istio tries it after every exact
 * path and prefix (pilot/pkg/config/kube/gateway/conversion.go, getURIRank), Envoy Gateway before prefixes (internal/gatewayapi/sort.go).
 * Here it is Istio's order, and a warning says so where it matters.
 */
const HTTP_CRITERIA: readonly Criterion[] = [
  {
    more: (value) => (value === 3 ? 'exact path' : 'path prefix, before regular expressions'),
    less: (value) => (value === 1 ? 'regular expression, after exact paths and prefixes' : 'path prefix, after exact paths'),
  },
  plainly('longer path', 'shorter path'),
  plainly('a method match', 'no method match'),
  HEADERS,
  plainly('more query parameter matches', 'fewer query parameter matches'),
];

/** `GRPCRouteRule.matches`. */
const GRPC_CRITERIA: readonly Criterion[] = [
  plainly('more characters of the service', 'fewer characters of the service'),
  plainly('more characters of the method', 'fewer characters of the method'),
  HEADERS,
];

/** TLS, TCP and UDP routes have no matches. */
export const criteriaOf = (kind: RouteKind): readonly Criterion[] =>
  kind === 'HTTPRoute' ? HTTP_CRITERIA : kind === 'GRPCRoute' ? GRPC_CRITERIA : [];
