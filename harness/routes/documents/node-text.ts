import { type Alias, isAlias, isScalar, type Node, type Scalar } from 'yaml';
import { shown } from '../../text/shown.ts';
import { plainScalar } from './scalar-value.ts';

/** Where a node begins; 0 for one that the parser made up. */
export const offsetOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;

/** A scalar's text as written between its quotes, if any. */
export const textOf = (node: Scalar): string => (typeof node.value === 'string' ? node.value : String(node.value ?? ''));

/** A merge key is plain `<<`; in quotes it is a key like any other. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.value === '<<' && (key.tag === undefined ? key.type === 'PLAIN' : key.tag.endsWith(':merge'));

/** A key as the JSON has it: `on:` is "true", `0x10:` is "16", as kubectl writes them. Null: a key that no JSON has. */
export const keyText = (key: unknown, targets: ReadonlyMap<Alias, Node>): string | null => {
  const node = isAlias(key) ? targets.get(key) : key;
  if (!isScalar(node)) return null;
  const text = textOf(node);
  const value = node.tag === undefined && node.type === 'PLAIN' ? plainScalar(text) : text;
  return value === null ? null : String(value);
};

/** `"on" (read as "true")`: a key that is not read as the text it is written as. */
export const asWritten = (node: unknown, key: string): string =>
  isScalar(node) && textOf(node) !== key ? `${shown(textOf(node))} (read as ${shown(key)})` : shown(key);
