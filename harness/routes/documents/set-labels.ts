import type { Change } from './change.ts';
import { editObject } from './edit-object.ts';
import type { LabelChange } from './kustomization.ts';

type Path = readonly string[];

const SELECTOR: Readonly<Record<string, Path>> = {
  Service: ['spec', 'selector'],
  ReplicationController: ['spec', 'selector'],
  Deployment: ['spec', 'selector', 'matchLabels'],
  ReplicaSet: ['spec', 'selector', 'matchLabels'],
  DaemonSet: ['spec', 'selector', 'matchLabels'],
  StatefulSet: ['spec', 'selector', 'matchLabels'],
};
const WITH_TEMPLATE = /^(Deployment|ReplicaSet|DaemonSet|StatefulSet|ReplicationController|Job)$/;
const POD_LABELS = ['spec', 'template', 'metadata', 'labels'];

/** Which fields labels go to: what kustomize has for these kinds in its "commonLabels" field specification; Istio's and the Gateway API's are none of them. */
const labelPaths = (kind: string, { selectors, templates }: LabelChange): readonly Path[] => {
  const selector = selectors && Object.hasOwn(SELECTOR, kind) ? SELECTOR[kind] : undefined;
  return [
    ['metadata', 'labels'],
    ...(selector === undefined ? [] : [selector]),
    ...((selectors || templates) && WITH_TEMPLATE.test(kind) ? [POD_LABELS] : []),
  ];
};

/** Adds labels to objects, or overrides those they have (kustomize, `labels` and `commonLabels`). */
export const setLabels =
  (labels: readonly LabelChange[]): Change =>
  (object) => {
    let changed = object;
    for (const change of labels) {
      const pairs = Object.entries(change.pairs);
      for (const path of labelPaths(object.kind, change))
        for (const [key, value] of pairs) changed = editObject(changed, [...path, key], value, change.place);
      changed = { ...changed, labels: Object.assign(Object.create(null), changed.labels, change.pairs) };
    }
    return changed;
  };
