import type { ManifestObject } from '../manifest-object.ts';

/** Objects oldest first, and whether that order is known: it is not when there are several and one of them carries no creation time. */
export interface Ordered<T> {
  readonly list: readonly T[];
  readonly isKnown: boolean;
}

/**
 * Istio's order of objects: by creation time, then name, then namespace (pilot: sortConfigByCreationTime). Files carry no creation time; then
 * the order of the files stands in and is said to be unknown.
 */
export function byAge<T extends { readonly object: ManifestObject }>(objects: readonly T[]): Ordered<T> {
  const isKnown = objects.length < 2 || objects.every(({ object }) => object.createdAt !== null);
  if (!isKnown) return { list: objects, isKnown };
  return { list: [...objects].sort((a, b) => compare(a.object, b.object)), isKnown };
}

function compare(a: ManifestObject, b: ManifestObject): number {
  return text(a.createdAt ?? '', b.createdAt ?? '') || text(a.name, b.name) || text(a.namespace, b.namespace);
}

/** Creation times are RFC 3339 in UTC to the second, always of the same length: they sort as text. */
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
