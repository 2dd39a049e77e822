import type { Place } from '../../../harness/model/place.ts';
import type {
  AnswerShare,
  Problem,
  ProblemSeverity,
  RouteAnswer,
  RouteProbe,
  RouteRow,
  RouteSet,
  RoutesReport,
} from '../../../harness/model/routes-report.ts';

/** A line of a made-up manifest. */
export const at = (line: number, file = 'manifests/shop/istio/virtual-service.yaml'): Place => ({ file, line });

export const PROBE: RouteProbe = {
  from: null,
  protocol: 'http',
  host: 'reviews',
  port: null,
  path: '/',
  method: 'GET',
  headers: [],
  namespace: 'default',
};

/** A version with this weight out of `sum`. */
export const version = (name: string, weight: number, sum: number, line = 10): AnswerShare => ({
  name,
  kind: 'version',
  status: null,
  destination: 'reviews.shop.svc.cluster.local:9080',
  weight: String(weight),
  share: weight / sum,
  exact: String(weight),
  place: at(line),
});

/** An answer that the gateway gives by itself; null closes the connection. */
export const category = (name: string, status: number | null, weight: number, sum: number, line = 30): AnswerShare => ({
  ...version(name, weight, sum, line),
  kind: 'status',
  status,
  destination: null,
});

export const answer = (shares: readonly AnswerShare[], changes: Partial<RouteAnswer> = {}): RouteAnswer => ({
  entry: 'mesh',
  host: 'reviews.shop.svc.cluster.local',
  rule: { object: 'VirtualService shop/reviews', name: null, place: at(8) },
  why: ['the only rule of this host takes everything'],
  shares,
  effects: [],
  mirrors: [],
  uncertain: null,
  ...changes,
});

export const row = (changes: Partial<RouteRow> = {}): RouteRow => ({
  entry: 'mesh',
  host: 'reviews.shop.svc.cluster.local',
  match: 'everything',
  destination: 'reviews.shop.svc.cluster.local:9080 subset v1',
  version: 'v1',
  weight: '80',
  share: 0.8,
  place: at(12),
  ...changes,
});

export const problem = (severity: ProblemSeverity, line = 3, changes: Partial<Problem> = {}): Problem => ({
  id: 'unknown-field',
  severity,
  place: at(line),
  text: 'VirtualService shop/reviews: spec.http[0].route[0] has no field "wieght"',
  fix: 'did you mean weight?',
  ...changes,
});

export const set = (changes: Partial<RouteSet> = {}): RouteSet => ({
  name: 'manifests/shop/istio',
  rows: [],
  answers: [],
  unanswered: null,
  problems: [],
  ...changes,
});

export const report = (sets: readonly RouteSet[], probe: RouteProbe | null = PROBE): RoutesReport => ({
  schema: 'weighbridge/routes/v1',
  probe,
  valid: sets.every(({ problems }) => problems.every(({ severity }) => severity !== 'error')),
  sets,
});
