import type { Place } from '../../model/place.ts';
import type { Field } from '../field.ts';

/** A legal field that changes what happens, and that nothing here explains. */
export interface Unexplained {
  readonly field: string;
  readonly place: Place;
}

/** The written fields of `field` that are not among those that somebody reads. */
export const unexplained = (field: Field, read: readonly string[], prefix = ''): readonly Unexplained[] =>
  field.keys.filter((key) => !read.includes(key)).map((key) => ({ field: `${prefix}${key}`, place: field.at(key).place }));
