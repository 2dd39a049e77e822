import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';

/** One key of a YAML map and what stands behind it, an alias already followed; undefined for an alias to nothing. */
export interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

const followed = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node);

/** A scalar as it was typed, or true or false. Everything else is an empty text. */
export const typedText = (node: unknown): string | boolean => {
  if (!isScalar(node)) {
    return '';
  }
  if (typeof node.value === 'boolean' || typeof node.value === 'string') {
    return node.value;
  }
  // A number is handed on as typed: 1e3, 0x10 and 18446744073709551615 must not be rounded or understood on the way.
  return node.source ?? String(node.value);
};

/** The pairs of a map by key; empty for anything else. */
export const pairsOf = (node: unknown, document: Document): ReadonlyMap<string, Pair> =>
  new Map(
    isMap(node) ? node.items.map(({ key, value }) => [String(typedText(key)), { key, value: followed(value, document) }]) : [],
  );

/** The items of a list; empty for anything else. */
export const itemsOf = (node: unknown, document: Document): readonly unknown[] =>
  isSeq(node) ? node.items.map((item) => followed(item, document)) : [];

/** Where a field's list stands: file, gates, gate, field. What is deeper is wrong whatever it holds; an alias may make a forest of it. */
const DEEPEST = 3;

/** The document as plain values, as the schema sees them. */
export const plainOf = (node: unknown, document: Document, depth = 0): unknown => {
  if (depth > DEEPEST && !isScalar(node)) {
    return {};
  }
  if (isMap(node)) {
    // No prototype: a key `__proto__` is an unknown key like any other.
    const plain: Record<string, unknown> = Object.create(null);
    for (const [key, { value }] of pairsOf(node, document)) {
      plain[key] = plainOf(value, document, depth + 1);
    }
    return plain;
  }
  if (isSeq(node)) {
    return itemsOf(node, document).map((item) => plainOf(item, document, depth + 1));
  }
  const value = isScalar(node) ? (node.value ?? null) : null;
  // The schema takes .nan and .inf for no number at all; what is wrong with them is for the field's parser to say.
  return typeof value === 'number' && !Number.isFinite(value) ? String(typedText(node)) : value;
};
