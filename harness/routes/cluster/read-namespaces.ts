import type { ManifestObject } from '../manifest-object.ts';
import type { Cluster } from './cluster.ts';

/** Kinds that belong to no namespace, whatever namespace applies to the rest. */
const isNamespace = (object: ManifestObject): boolean => object.kind === 'Namespace' && object.group === '';

/**
 * The namespaces that are in the files (`written`), and with them those that objects are in (`mentioned`), which have no labels as far as
 * the files say.
 */
export function readNamespaces(objects: readonly ManifestObject[]): {
  written: Cluster['namespaces'];
  mentioned: Cluster['namespaces'];
} {
  const written = objects.filter(isNamespace).map((object) => [object.name, object.labels] as const);
  const others = objects.filter((object) => !isNamespace(object)).map((object) => [object.namespace, {}] as const);
  return { written: Object.fromEntries(written), mentioned: Object.fromEntries([...others, ...written]) };
}
