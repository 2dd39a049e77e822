import type { Place } from '../../model/place.ts';

/** What one kustomization does to the objects of its resources, in the order in which kustomize does it. Nothing else is left to do. */
export interface Kustomization {
  /** The file, as it is called in messages. */
  readonly file: string;
  readonly namespace: { readonly name: string; readonly place: Place } | null;
  readonly labels: readonly LabelChange[];
  readonly replicas: readonly ReplicaChange[];
  readonly images: readonly ImageChange[];
  readonly replacements: readonly Replacement[];
}

/** Labels for every object; `templates` adds them to pod templates, `selectors` to selectors and pod templates. */
export interface LabelChange {
  readonly pairs: Readonly<Record<string, string>>;
  readonly selectors: boolean;
  readonly templates: boolean;
  readonly place: Place;
}

/** A number of pods for the workloads of one name. */
export interface ReplicaChange {
  readonly name: string;
  readonly count: number;
  readonly place: Place;
}

/** Another name, tag or digest for one image; null: as it was. */
export interface ImageChange {
  readonly name: string;
  readonly newName: string | null;
  readonly newTag: string | null;
  readonly digest: string | null;
  readonly place: Place;
}

/** One field of one object that is copied into fields of others. */
export interface Replacement {
  readonly source: ObjectFilter;
  readonly fieldPath: FieldPath;
  readonly targets: readonly {
    readonly select: ObjectFilter;
    readonly reject: readonly ObjectFilter[];
    readonly fieldPaths: readonly FieldPath[];
  }[];
  readonly place: Place;
}

/** Which objects are meant; what is null is not asked for. */
export type ObjectFilter = Readonly<Record<'group' | 'version' | 'kind' | 'name' | 'namespace', string | null>>;

/** `spec.endpoints.[address=cluster2].address`. */
export interface FieldPath {
  /** A name of a field, the index of an item, `*` for every item, or the item whose field has a value. */
  readonly steps: readonly (string | { readonly field: string; readonly value: string })[];
  readonly text: string;
  readonly place: Place;
}
