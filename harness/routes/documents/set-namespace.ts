import type { Change } from './change.ts';
import { editObject } from './edit-object.ts';
import type { Kustomization } from './kustomization.ts';
import { isWithoutNamespace } from './without-namespace.ts';

/** Sets it on every object of a namespace, whatever is written there; a Namespace takes it as its name (kustomize, `namespace`). */
export const setNamespace =
  ({ namespace }: Kustomization): Change =>
  (object) => {
    if (namespace === null) return object;
    const { name, place } = namespace;
    if (object.kind === 'Namespace' && object.group === '')
      return { ...editObject(object, ['metadata', 'name'], name, place), name };
    return isWithoutNamespace(object.kind)
      ? object
      : { ...editObject(object, ['metadata', 'namespace'], name, place), namespace: name };
  };
