import { type Alias, isAlias, isMap, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { isMergeKey, keyText, offsetOf } from './node-text.ts';

/** A field of a map: the key it is written at, and what stands there. */
interface Field {
  readonly key: unknown;
  readonly value: unknown;
}

/** Finds the offset of a field, `['spec', 'http', 0]`; of the nearest field above where it is not written. */
export type FindOffset = (path: readonly (string | number)[]) => number;

/**
 * Walks from a node along a path, through aliases and merge keys. Maps are indexed when they are first walked through: a list of a
 * hundred thousand wrong fields must not search itself a hundred thousand times.
 */
export const offsetFinder = (root: unknown, targets: ReadonlyMap<Alias, Node>): FindOffset => {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Field>>();
  const followed = (node: unknown): unknown => (isAlias(node) ? targets.get(node) : node);

  const mergedMaps = (node: unknown): readonly YAMLMap[] => {
    if (isMap(node)) return [node];
    return isSeq(node)
      ? node.items
          .map(followed)
          .filter((item) => isMap(item))
          .toReversed()
      : [];
  };
  const fieldsOf = ({ key, value }: Pair): Iterable<readonly [name: string, field: Field]> => {
    if (isMergeKey(key)) return mergedMaps(followed(value)).flatMap((merged) => [...index(merged)]);
    const name = keyText(key, targets);
    return name === null ? [] : [[name, { key, value }]];
  };
  /** Top to bottom, as the values were read: what is merged overrides what stands above it. */
  const index = (map: YAMLMap): ReadonlyMap<string, Field> => {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const fields = new Map<string, Field>();
    for (const pair of map.items) for (const [name, field] of fieldsOf(pair)) fields.set(name, field);
    indexes.set(map, fields);
    return fields;
  };
  const step = (node: unknown, part: string | number): Field | undefined => {
    if (isMap(node)) return index(node).get(String(part));
    const item = isSeq(node) ? node.items[Number(part)] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  };

  return (path) => {
    let offset = offsetOf(root);
    let node = followed(root);
    for (const part of path) {
      const field = step(node, part);
      if (field === undefined) break;
      offset = offsetOf(field.key);
      node = followed(field.value);
    }
    return offset;
  };
};
