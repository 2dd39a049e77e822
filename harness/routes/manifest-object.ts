import type { Place } from '../model/place.ts';
import type { Kustomization } from './documents/kustomization.ts';

/** The text of one file, as given by whoever may read files. */
export interface ManifestText {
  /** How the file is called in messages. */
  readonly file: string;
  readonly text: string;
  /** False for a file that was only found in a folder: what is no manifest there is passed over with a note. True where left out. */
  readonly isNamed?: boolean;
  /** What kustomize does to the objects of this text, the innermost folder first. Left out: nothing. */
  readonly kustomizations?: readonly Kustomization[];
}

/** One Kubernetes object as it was written: `List` objects are taken apart, defaults are not filled in. */
export interface ManifestObject {
  /** As written: `networking.istio.io/v1`. */
  readonly apiVersion: string;
  /** `networking.istio.io`; empty for the core group. */
  readonly group: string;
  /** `v1`. */
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** `metadata.namespace`, or the namespace that applies where none is written. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `metadata.creationTimestamp`, as objects read from a cluster have; null in a file. Decides precedence where an API says "oldest". */
  readonly createdAt: string | null;
  /** The whole object as plain values, YAML 1.1 as Kubernetes reads it. Aliases are followed. */
  readonly value: unknown;
  /** The line of the object itself. */
  readonly place: Place;
  /**
   * The line of a field, `placeOf('spec', 'http', 0, 'route', 1, 'weight')`: of its key, of an item of a list. The nearest field above
   * where that one is not written.
   */
  placeOf(...path: readonly (string | number)[]): Place;
}

/** How an object is named in print and in JSON: `VirtualService istio-demo/bill-service`. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}
