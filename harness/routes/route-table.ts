import type { Place } from '../model/place.ts';
import type { Problem } from '../model/routes-report.ts';
import type { Service } from './cluster/cluster.ts';
import type { ObjectName } from './manifest-object.ts';
import type { DestinationPolicy } from './traffic-policy.ts';

/**
 * Everything the manifests say about routing, the same for every API: precedence is already resolved, so that whoever reads the table
 * (an answer to a probe, the configuration of a gateway) takes the first rule that matches.
 */
export interface RouteTable {
  /** Ways in: every server of every gateway, and the mesh last if any rule applies there. */
  readonly entries: readonly Entry[];
  /** Services and ServiceEntries with the workloads behind them. */
  readonly services: readonly Service[];
  /** DestinationRules, those of one host combined as Istio combines them. */
  readonly policies: readonly DestinationPolicy[];
  readonly problems: readonly Problem[];
}

/** One way in. */
export interface Entry {
  readonly kind: 'gateway' | 'mesh';
  readonly api: 'istio' | 'gateway-api';
  /** Null for the mesh. */
  readonly gateway: { readonly namespace: string; readonly name: string } | null;
  /** Null for the mesh, where every service has its own ports. */
  readonly listener: Listener | null;
  /** Most specific host first: exact, then longest suffix, then `*`. */
  readonly hosts: readonly VirtualHost[];
  readonly place: Place;
}

export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'GRPC' | 'HTTP2' | 'TCP' | 'TLS' | 'UDP' | 'MONGO';

/** A port of a gateway. */
export interface Listener {
  /** `servers[].port.name` or `listeners[].name`. */
  readonly name: string | null;
  readonly port: number;
  readonly protocol: ListenerProtocol;
  /** Names it answers to: `*`, `*.example.com`, `tomcat.istio-demo.com`; without Istio's namespace prefix. */
  readonly hosts: readonly string[];
  readonly tls: ListenerTls | null;
  /** Port of every node that leads here, where a Service in the files selects this gateway's pods; else null. */
  readonly nodePort: number | null;
  /** True: a route names a gateway that is not in the files. Port and protocol are guessed, so a probe that says others fits as well. */
  readonly isAssumed?: boolean;
}

/** `redirect`: plain HTTP is answered 301 to HTTPS (Istio `httpsRedirect`). `auto-passthrough`: routed by the service in the SNI. */
export interface ListenerTls {
  readonly mode: 'terminate' | 'passthrough' | 'auto-passthrough' | 'mutual' | 'redirect';
  readonly credentialName: string | null;
  readonly place: Place;
}

/** The rules for one host at one way in. */
export interface VirtualHost {
  /** `*`, `*.example.com`, `example.com`; for the mesh the full name of a service, or what a rule names where no service is known. */
  readonly host: string;
  /** Port the rules are limited to by the service they are attached to (GAMMA `parentRefs[].port`); null for every port. */
  readonly port: number | null;
  /** Rules for HTTP and gRPC, for TLS by server name, for TCP, for UDP; each list in order of precedence. */
  readonly http: readonly Rule[];
  readonly tls: readonly Rule[];
  readonly tcp: readonly Rule[];
  readonly udp: readonly Rule[];
  /**
   * How rules of several objects go together whose order no API decides, because they carry no creation time. `merged`: all are in force,
   * in an order nobody knows. `one-of`: one object is in force, nobody knows which. Null: the order of the lists is the order.
   */
  readonly rivals: 'merged' | 'one-of' | null;
  readonly place: Place;
}

/** A match and what is done with what matches. */
export interface Rule {
  readonly name: string | null;
  readonly object: ObjectName;
  readonly place: Place;
  /** Any of these; an empty list matches everything. Gateway API rules are split so that each has at most one, in order of precedence. */
  readonly matches: readonly Match[];
  readonly action: Action;
  readonly fault: Fault | null;
  readonly rewrite: Rewrite | null;
  /** Longest time for the whole answer, retries included; null: no limit is written. 0 = written as no limit. */
  readonly timeoutMs: number | null;
  readonly retries: Retries | null;
  readonly mirrors: readonly Mirror[];
  readonly requestHeaders: HeaderChanges;
  readonly responseHeaders: HeaderChanges;
  /** Fields that are legal and change what happens, but that nothing here explains: `corsPolicy`. Told to the user whenever this rule wins. */
  readonly unexplained: readonly { readonly field: string; readonly place: Place }[];
  /** Why this rule stands where it stands among those of its host: `longest prefix`, `first in the list`, `oldest`; null for the only one. */
  readonly rank: string | null;
}

/** All conditions must hold; none holds for everything. */
export interface Match {
  readonly conditions: readonly Condition[];
  readonly place: Place;
}

/**
 * How a text is compared. `prefix` is a prefix of the raw text; `path-prefix` one of whole path elements (`/a` matches `/a` and `/a/b`, not
 * `/ab`); `suffix` serves `*.example.com`; `regex` must match the whole text.
 */
export interface TextTest {
  readonly kind: 'exact' | 'prefix' | 'path-prefix' | 'suffix' | 'regex' | 'present';
  /** Empty for `present`. */
  readonly value: string;
  readonly ignoreCase: boolean;
}

/** One condition. `negated` turns it around (Istio `withoutHeaders`). */
export type Condition =
  | { readonly on: 'path' | 'method' | 'scheme' | 'authority'; readonly test: TextTest; readonly place: Place }
  | { readonly on: 'header'; readonly name: string; readonly test: TextTest; readonly negated: boolean; readonly place: Place }
  | { readonly on: 'query'; readonly name: string; readonly test: TextTest; readonly place: Place }
  | { readonly on: 'port'; readonly port: number; readonly place: Place }
  | { readonly on: 'server-name'; readonly hosts: readonly string[]; readonly place: Place }
  /** Of the client: its labels, its namespace. A probe does not say them, so such a rule leaves an answer uncertain. */
  | { readonly on: 'client'; readonly text: string; readonly namespace: string | null; readonly place: Place }
  /** Addresses of the packet (`destinationSubnets`, `sourceSubnet`). The same holds. */
  | { readonly on: 'address'; readonly text: string; readonly place: Place };

/** What becomes of a request. */
export type Action =
  | { readonly kind: 'forward'; readonly destinations: readonly Destination[] }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly text: string;
      readonly redirect: Redirect;
      readonly place: Place;
    }
  /**
   * The gateway answers by itself: Istio `directResponse`, a Gateway API rule that must answer 500. A rule for TLS, TCP or UDP has status 0:
   * the connection is closed.
   */
  | { readonly kind: 'respond'; readonly status: number; readonly reason: string; readonly place: Place };

/** Each part replaces that of the request; null keeps it. */
export interface Redirect {
  readonly scheme: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly path: PathChange | null;
}

/**
 * `full`: the whole path becomes `value`. `prefix`: the matched prefix does. `regex`: `pattern` is replaced. After a `path-prefix` match the
 * parts are joined by element: `value` then ends without `/`, the prefix `/` counts as the empty text, and an empty path is `/`.
 */
export type PathChange =
  | { readonly kind: 'full' | 'prefix'; readonly value: string }
  | { readonly kind: 'regex'; readonly pattern: string; readonly value: string };

/** What the backend sees instead. */
export interface Rewrite {
  readonly path: PathChange | null;
  readonly host: string | null;
  readonly place: Place;
}

/** One weighted destination. */
export interface Destination {
  /** Full name where the destination is a service of the cluster: `reviews.bookinfo.svc.cluster.local`. */
  readonly host: string;
  readonly port: number | null;
  readonly subset: string | null;
  readonly weight: Weight;
  /** Null: not in the given files. */
  readonly service: Service | null;
  /** What selects the endpoints of `subset`; null without a subset or where none of the files defines it. */
  readonly subsetLabels: Readonly<Record<string, string>> | null;
  /**
   * A destination that answers an error instead of forwarding (Gateway API: an invalid backendRef answers 500; status 0 outside HTTP: the
   * connection is closed); null: a normal one.
   */
  readonly refused: { readonly status: number; readonly reason: string } | null;
  readonly requestHeaders: HeaderChanges;
  readonly responseHeaders: HeaderChanges;
  /** Of the destination, not of its weight. */
  readonly place: Place;
}

/** A weight as written, or the default of the API: `100` for a single Istio destination, `0` for an omitted one among several, `1` in Gateway API. */
export interface Weight {
  /** A non-negative whole number. */
  readonly value: number;
  readonly isWritten: boolean;
  /** Of the weight, or of the destination where none is written. */
  readonly place: Place;
}

/** Faults that Istio injects before routing. A share of 0 to 1, with the denominator it compiles to in Envoy (100, 10 000 or 1 000 000). */
export interface Fault {
  readonly abort: {
    readonly share: Percentage;
    readonly httpStatus: number | null;
    readonly grpcStatus: string | null;
    readonly place: Place;
  } | null;
  readonly delay: { readonly share: Percentage; readonly fixedDelayMs: number; readonly place: Place } | null;
}

/** `numerator / denominator` is the share. `text` as written, in percent: `33.3`. */
export interface Percentage {
  readonly numerator: number;
  readonly denominator: 100 | 10_000 | 1_000_000;
  readonly text: string;
}

export interface Retries {
  /** Most repetitions after the first try. */
  readonly attempts: number;
  readonly perTryTimeoutMs: number | null;
  readonly backoffMs: number | null;
  /** `5xx,connect-failure`, or HTTP codes; empty: the default of the API. */
  readonly retryOn: string;
  readonly place: Place;
}

export interface Mirror {
  readonly destination: Destination;
  readonly share: Percentage;
  readonly place: Place;
}

/** In the order they are applied: removed, then set, then added. */
export interface HeaderChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}
