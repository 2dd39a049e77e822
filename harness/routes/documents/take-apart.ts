import type { Problem } from '../../model/routes-report.ts';
import { error } from '../problem.ts';
import { isMapValue, shownValue, type YamlDocument } from './yaml-documents.ts';

/** One object of a document, and the path it stands at. */
export interface Part {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
}

/** `List`, and the typed lists of the API (`PodList`): a kind that ends so and has items. */
const isList = ({ kind, items }: Readonly<Record<string, unknown>>): boolean =>
  typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || kind === 'List');

/** Items of a typed list carry no kind of their own when they come straight from the API; they are of the list's (apimachinery, `UnstructuredList`). */
const asItem = (item: Readonly<Record<string, unknown>>, list: Readonly<Record<string, unknown>>): Part['value'] => {
  const kind = String(list.kind).slice(0, -'List'.length);
  if (kind === '' || item.kind !== undefined) return item;
  return Object.assign(Object.create(null), item, { apiVersion: item.apiVersion ?? list.apiVersion, kind });
};

/** Takes a document apart into its objects, in the order they are written; where something else stands, into what is wrong with it. */
export const takeApart = (
  document: YamlDocument,
  value: Part['value'] = isMapValue(document.value) ? document.value : {},
  path: Part['path'] = [],
): readonly (Part | Problem)[] => {
  if (!isList(value)) return [{ value, path }];
  const items = value.items ?? [];
  if (!Array.isArray(items)) {
    const text = `${String(value.kind)}: items is ${shownValue(items)} where a list belongs`;
    return [error('invalid-list', document.placeOf(...path, 'items'), text, 'write a list of objects')];
  }
  return items.flatMap((item: unknown, index) => {
    const at = [...path, 'items', index];
    if (isMapValue(item)) return takeApart(document, asItem(item, value), at);
    const text = `${String(value.kind)}: items[${index}] is ${shownValue(item)} where an object belongs`;
    return [error('invalid-list', document.placeOf(...at), text, 'write an object or take it out')];
  });
};
