import type { Place } from '../../../model/place.ts';
import type { Address, CertificateFiles, WeightedAddress } from '../wiring.ts';

/**
 * What a port of the lab's gateway does, in the terms that nginx and HAProxy share: everything that the manifests decide is decided, and
 * what is left are texts to look at and destinations to draw.
 */
export type PortPlan = HttpPort | StreamPort;

interface AnyPort {
  /** Of its listener, for people: `mesh reviews.bookinfo.svc.cluster.local:9080`. */
  readonly id: string;
  readonly at: Address;
  readonly tls: PortTls | null;
}

/** `isMutual`: clients must show a certificate of the same authority. */
export interface PortTls extends CertificateFiles {
  readonly isMutual: boolean;
}

export interface HttpPort extends AnyPort {
  readonly kind: 'http';
  /** The first whose pattern fits the host takes the request; none: 404. */
  readonly hosts: readonly HostPlan[];
}

/** A port that hands on bytes. */
export interface StreamPort extends AnyPort {
  readonly kind: 'stream';
  readonly split: Split;
}

export interface HostPlan {
  /** `*`, `*.example.com`, `example.com`. */
  readonly pattern: string;
  /** The first whose looks all hold takes the request; none: 404. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly looks: readonly Look[];
  readonly action: StepAction;
}

/**
 * One look at a text of the request: whether a regular expression is found in it. A text that is not there is empty, and an empty header
 * counts as none: nginx cannot tell the two apart.
 */
export interface Look {
  readonly at: Subject;
  /** For PCRE, which both programs use. */
  readonly pattern: string;
  /** Whether the pattern is found in an empty text: a `map` of nginx tries no expression at one. */
  readonly takesEmpty: boolean;
  readonly wanted: boolean;
}

/** `query` is all of it, `parameter` the first value of one, as it was sent. */
export type Subject =
  | { readonly on: 'path' | 'method' | 'authority' | 'query' }
  | { readonly on: 'parameter'; readonly name: string }
  | { readonly on: 'header'; readonly name: string };

export type StepAction =
  | { readonly kind: 'forward'; readonly split: Split; readonly path: PathEdit | null; readonly host: string | null }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly path: PathEdit | null;
      readonly scheme: string;
      /** Null: that of the request. */
      readonly host: string | null;
      /** `asked`: the one in the request's Host header, if any. Null: the usual one of the scheme, which is not written. */
      readonly port: number | 'asked' | null;
    }
  | { readonly kind: 'respond'; readonly status: number };

/** The literal `cut` at the beginning of the path becomes `value`; null: the whole path does. An empty path is `/`. The query stays. */
export interface PathEdit {
  readonly cut: string | null;
  readonly ignoreCase: boolean;
  readonly value: string;
}

/** Weighted parts, each above zero; at least one. */
export interface Split {
  readonly parts: readonly Part[];
  readonly place: Place;
}

export type Part = { readonly weight: number } & Target;

/** Endpoints, or a status in their place. Outside HTTP there is no status: the connection is closed. */
export type Target = { readonly kind: 'pool'; readonly pool: Pool } | { readonly kind: 'status'; readonly status: number };

/** The endpoints of a service port or of one subset of it; at least one. */
export interface Pool {
  /** `outbound|9080|v1|reviews.bookinfo.svc.cluster.local`. */
  readonly name: string;
  readonly servers: readonly WeightedAddress[];
  readonly order: PoolOrder;
  /** Of the service. */
  readonly place: Place;
}

/** How one of the endpoints is picked. `any`: nobody says, so that it follows the way in which the gateway splits. */
export type PoolOrder = 'random' | 'rotation' | 'least-busy' | 'any';
