import type { ManifestObject } from '../manifest-object.ts';

/** Creation times are RFC 3339 in UTC to the second, always of the same length: they sort as text. */
const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const nameKey = ({ namespace, name }: ManifestObject): string => `${namespace}/${name}`;

/** Alphabetical order of "{namespace}/{name}", which decides where times are equal or unknown. */
export const byName = (a: ManifestObject, b: ManifestObject): number => compared(nameKey(a), nameKey(b));

/** The older first; 0 where they are equally old, and where a file says no creation time for one of them. */
export const byTime = (a: ManifestObject, b: ManifestObject): number =>
  a.createdAt === null || b.createdAt === null ? 0 : compared(a.createdAt, b.createdAt);

/** Whether "the oldest" can be told among these objects. */
export const areTimesKnown = (objects: readonly ManifestObject[]): boolean =>
  objects.every(({ createdAt }) => createdAt !== null);

/** Oldest first, then by name; by name alone where one time is unknown, because a mixture has no order. */
export function oldestFirst<T extends { readonly object: ManifestObject }>(list: readonly T[]): readonly T[] {
  const known = areTimesKnown(list.map(({ object }) => object));
  return [...list].sort((a, b) => (known ? byTime(a.object, b.object) : 0) || byName(a.object, b.object));
}
