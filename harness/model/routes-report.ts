import type { Place } from './place.ts';

/**
 * `error`: refused. `missing`: a reference to something that is not in the given files; an error with `--strict` and in the lab.
 * `warning`: legal and suspicious. `note`: skipped or assumed.
 */
export type ProblemSeverity = 'error' | 'missing' | 'warning' | 'note';

/** Something to say about the manifests, with the line it is about. */
export interface Problem {
  /** Stable, kebab-case: `unknown-field`, `subset-missing`, `prefix-catches-more`. */
  readonly id: string;
  readonly severity: ProblemSeverity;
  readonly place: Place;
  /** What is wrong, naming object, field and value; one line without a full stop. */
  readonly text: string;
  /** What to write or to do instead; one line without a full stop. */
  readonly fix: string;
}

/** One row of the table: a way in, a match, a weighted destination. A rule without destinations (a redirect) has one row. */
export interface RouteRow {
  /** `gateway tcp-echo/tcp-echo :31400 TCP`, `mesh`. */
  readonly entry: string;
  /** Host as the rules see it: `tomcat.istio-demo.com`, `*`. */
  readonly host: string;
  /** `path prefix /reviews · header end-user = luffy`; `everything`. */
  readonly match: string;
  /** `reviews.bookinfo.svc.cluster.local:9080 subset v1`, `redirect 301 to …`, `status 500 (fault abort)`. */
  readonly destination: string;
  /** The version behind the destination, or null where it is no version or there are several. */
  readonly version: string | null;
  /** As written; null where none is written. */
  readonly weight: string | null;
  /** Share of the rule's requests, 0 to 1; null where it is not known. */
  readonly share: number | null;
  /** Where the weight stands, or the destination without one. */
  readonly place: Place;
}

/** What comes back, and for which share of the requests. */
export interface AnswerShare {
  /** The version (`v1`), or the category of an answer that carries no version: `500 fault abort`, `503 no endpoints`, `301 redirect`. */
  readonly name: string;
  /** `version`: a workload answers and names itself. `status`: the gateway answers by itself with `status`. */
  readonly kind: 'version' | 'status';
  /** HTTP status of a category; null for a version, and for a TCP connection that is closed instead. */
  readonly status: number | null;
  /** Where the requests go: `reviews.bookinfo.svc.cluster.local:9080`; null for a category that no backend sees. */
  readonly destination: string | null;
  /** Weight as written (`80`); for a share that follows endpoints or faults, the exact whole number that gives the share among all. */
  readonly weight: string;
  /** 0 to 1; all shares of an answer sum to 1. */
  readonly share: number;
  /** The share as an exact whole-number weight, comparable among the shares of one answer: `--expect` of this answer. */
  readonly exact: string;
  /** Where it comes from: the line of the weight, of the destination, of the fault, of the workload. */
  readonly place: Place;
}

/** Where a rule sends copies of requests, whose answers are thrown away. */
export interface RouteMirror {
  /** `httpbin.shop.svc.cluster.local:8000 subset v2`. */
  readonly destination: string;
  /** How many requests in a hundred are copied, as the gateway draws it: an exact decimal such as `20` or `33.3333`. */
  readonly percent: string;
  /** The same as 0 to 1. */
  readonly share: number;
  /** One draw is out of so many: Istio's older whole percentages are drawn in hundredths, all others in millionths. */
  readonly drawnFrom: 100 | 10_000 | 1_000_000;
  readonly place: Place;
}

/** The request that is asked about. */
export interface RouteProbe {
  /** Null: every way in that fits. */
  readonly from: ProbeFrom | null;
  /** Null: not said. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'tls' | 'grpc' | 'udp' | null;
  /** Host header, or server name (SNI) of TLS; without port. Null: not said. */
  readonly host: string | null;
  readonly port: number | null;
  /** Path and query, beginning with `/`. */
  readonly path: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Namespace of the client and of names that have none. */
  readonly namespace: string;
}

/** Where a request comes from: through a gateway, from a workload with a sidecar, or from one without. */
export type ProbeFrom =
  | { readonly kind: 'gateway'; readonly namespace: string | null; readonly name: string }
  | { readonly kind: 'mesh' }
  | { readonly kind: 'outside' };

/** What happens to one probe at one way in. */
export interface RouteAnswer {
  /** As in `RouteRow.entry`; `outside` where no rule applies. */
  readonly entry: string;
  /** The host that was asked about, after completion: `reviews.bookinfo.svc.cluster.local`. */
  readonly host: string;
  /** The rule that wins; null where none does. */
  readonly rule: { readonly object: string; readonly name: string | null; readonly place: Place } | null;
  /** Why this rule and no other, first reason first; phrases without a full stop. */
  readonly why: readonly string[];
  /** In the order of the manifest; empty only when `uncertain` says why. */
  readonly shares: readonly AnswerShare[];
  /** What else the rule does to the request: `path rewritten to /ratings/1`, `timeout 1 s`, `20 % mirrored to …`. */
  readonly effects: readonly string[];
  /** Where copies go, in the order of the manifest; empty where nothing is copied. */
  readonly mirrors: readonly RouteMirror[];
  /** Why the manifests do not decide this probe (order of rules unknown, a match on something the probe does not say); null when they do. */
  readonly uncertain: string | null;
}

/** What one set of manifests promises. Several sets only where a folder holds several overlays: each stands for a cluster. */
export interface RouteSet {
  /** The folder or the files, as given. */
  readonly name: string;
  /** Every rule there is; empty when a probe was asked about. */
  readonly rows: readonly RouteRow[];
  readonly answers: readonly RouteAnswer[];
  /** Why no way in fits the probe, in one line; null where one does, and where nothing was asked. */
  readonly unanswered: string | null;
  readonly problems: readonly Problem[];
}

/** What `weighbridge routes` says. */
export interface RoutesReport {
  readonly schema: 'weighbridge/routes/v1';
  /** The probe that was asked about; null for the whole table. */
  readonly probe: RouteProbe | null;
  /** False when a problem is an error, or is made one by `--strict`. */
  readonly valid: boolean;
  readonly sets: readonly RouteSet[];
}
