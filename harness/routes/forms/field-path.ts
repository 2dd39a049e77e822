import { shown } from '../../text/shown.ts';

/** Keys and positions from the object to a field of it. */
export type FieldPath = readonly (string | number)[];

/** As people write it: `spec.http[0].route[1].weight`, `metadata.labels["app/version"]`. */
export const pathText = (path: FieldPath): string =>
  path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]{0,62}$/.test(step)) return `[${shown(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');

/** The path of a JSON pointer into a value: steps into lists are numbers, also where a map has numbers for keys. */
export const pointerPath = (pointer: string, value: unknown): FieldPath => {
  let at: unknown = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const isList = Array.isArray(at);
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined;
      return isList ? Number(key) : key;
    });
};
