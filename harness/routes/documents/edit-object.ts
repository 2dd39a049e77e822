import type { Place } from '../../model/place.ts';
import type { ManifestObject } from '../manifest-object.ts';

type Path = readonly (string | number)[];

/** A copy in which one field is another; maps that are missing on the way are made. Values are shared by aliases: nothing is changed in place. */
const withValue = (value: unknown, [part, ...rest]: Path, change: unknown): unknown => {
  if (part === undefined) return change;
  if (Array.isArray(value)) return value.map((item, index) => (index === Number(part) ? withValue(item, rest, change) : item));
  const copy: Record<string, unknown> = Object.assign(Object.create(null), value);
  copy[part] = withValue(copy[part], rest, change);
  return copy;
};

/** The object with one field set, which from then on stands at `place`. */
export const editObject = (object: ManifestObject, path: Path, change: unknown, place: Place): ManifestObject => ({
  ...object,
  value: withValue(object.value, path, change),
  placeOf: (...asked) =>
    asked.length >= path.length && path.every((part, index) => String(part) === String(asked[index]))
      ? place
      : object.placeOf(...asked),
});

/** The value at a path; undefined where nothing stands there. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (found, part) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, part)
        ? (found as Record<string | number, unknown>)[part]
        : undefined,
    value,
  );
