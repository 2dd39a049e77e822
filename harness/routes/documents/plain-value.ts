import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { shown } from '../../text/shown.ts';
import { DEEPEST, type Fault, fatal, tooDeep, Unreadable } from './fault.ts';
import { asWritten, isMergeKey, keyText, offsetOf, textOf } from './node-text.ts';
import { plainScalar, type ScalarValue, taggedScalar } from './scalar-value.ts';

/** Most values that aliases may add to one document: nine lines of aliases to aliases would be a billion. */
const MOST_ALIASED = 100_000;

/** The document as plain values, and where its aliases lead. */
export interface PlainDocument {
  readonly value: unknown;
  readonly faults: readonly Fault[];
  readonly targets: ReadonlyMap<Alias, Node>;
}

interface Anchored {
  readonly node: Node;
  /** Undefined while the node is still being read: an alias to it would contain itself. */
  readonly built: { readonly value: unknown; readonly size: number } | undefined;
}

/** Everything that is known while one document is read. */
interface Reading {
  readonly anchors: Map<string, Anchored>;
  readonly targets: Map<Alias, Node>;
  readonly faults: Fault[];
  /** Values read so far, each alias counted as what it stands for. */
  size: number;
  aliased: number;
}

type Plain = Record<string, unknown>;

const scalarOf = (node: Scalar, reading: Reading): ScalarValue => {
  const text = textOf(node);
  const tag = node.tag;
  if (tag === undefined && node.type !== 'PLAIN') return text;
  const value = tag === undefined ? plainScalar(text) : taggedScalar(tag, text);
  if (value === undefined) {
    reading.faults.push(fatal('invalid-yaml', node, `${shown(text)} is no ${tag?.split(':').at(-1)}`, 'leave the tag out'));
    return text;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    reading.faults.push(
      fatal('invalid-number', node, `${shown(text)} is no number that JSON can carry`, 'write a finite number'),
    );
    return text;
  }
  return value;
};

const resolved = (alias: Alias, reading: Reading): { readonly value: unknown } => {
  const anchored = reading.anchors.get(alias.source);
  if (anchored === undefined) {
    throw new Unreadable(
      fatal('invalid-yaml', alias, `no anchor &${shown(alias.source)} stands before this alias`, 'write the anchor or the value'),
    );
  }
  if (anchored.built === undefined) {
    throw new Unreadable(
      fatal('invalid-yaml', alias, `the alias *${shown(alias.source)} stands for something that contains it`, 'write the value'),
    );
  }
  reading.targets.set(alias, anchored.node);
  reading.size += anchored.built.size;
  reading.aliased += anchored.built.size;
  if (reading.aliased > MOST_ALIASED) {
    const text = `the aliases stand for more than ${MOST_ALIASED} values`;
    throw new Unreadable(fatal('too-many-aliases', alias, text, 'write the values out, or fewer of them'));
  }
  return anchored.built;
};

const refuseKey = (key: unknown): never => {
  const isTemplate = isMap(key);
  const text = isTemplate ? 'a map stands where a key belongs' : 'this key is no text';
  throw new Unreadable(fatal('invalid-key', key, text, isTemplate ? 'write it in quotes' : 'write a text'));
};

const isPlainMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `<<: *defaults` or a list of them; of a list the first wins. */
const merge = (into: Plain, { key, value }: Pair, reading: Reading, depth: number): void => {
  const merged = plainOf(value, reading, depth);
  const maps = Array.isArray(merged) ? merged.toReversed() : [merged];
  if (!maps.every(isPlainMap)) {
    throw new Unreadable(
      fatal('invalid-yaml', key, 'the merge key << takes a map or a list of maps', 'give it an alias to a map'),
    );
  }
  for (const map of maps) Object.assign(into, map);
};

const mapOf = (node: YAMLMap, reading: Reading, depth: number): Plain => {
  // Without a prototype `__proto__` and `constructor` are keys like any other.
  const plain: Plain = Object.create(null);
  const seen = new Map<string, unknown>();
  for (const pair of node.items) {
    if (isMergeKey(pair.key)) {
      // What is merged overrides what stands above it, and not what stands below: goyaml.v2 reads from top to bottom.
      merge(plain, pair, reading, depth + 1);
      continue;
    }
    if (isAlias(pair.key)) resolved(pair.key, reading);
    const key = keyText(pair.key, reading.targets) ?? refuseKey(pair.key);
    const first = seen.get(key);
    if (first !== undefined) {
      reading.faults.push({
        id: 'duplicate-key',
        offset: offsetOf(pair.key),
        earlier: offsetOf(first),
        text: `the field ${asWritten(pair.key, key)} stands twice`,
        fix: 'keep one of the two',
        isFatal: false,
      });
    }
    seen.set(key, pair.key);
    note(pair.key, key, reading);
    plain[key] = plainOf(pair.value, reading, depth + 1);
  }
  return plain;
};

/** Remembers an anchored key or an empty value. */
const note = (node: unknown, value: unknown, reading: Reading): void => {
  if (isScalar(node) && node.anchor !== undefined) reading.anchors.set(node.anchor, { node, built: { value, size: 1 } });
};

const plainOf = (node: unknown, reading: Reading, depth: number): unknown => {
  if (isAlias(node)) return resolved(node, reading).value;
  reading.size += 1;
  if (isScalar(node)) {
    const value = scalarOf(node, reading);
    note(node, value, reading);
    return value;
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (depth > DEEPEST) throw new Unreadable(tooDeep(offsetOf(node)));
  const before = reading.size;
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, { node, built: undefined });
  const value = isMap(node) ? mapOf(node, reading, depth) : node.items.map((item) => plainOf(item, reading, depth + 1));
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, { node, built: { value, size: reading.size - before + 1 } });
  return value;
};

/**
 * A document as JSON would have it: own code instead of the parser's, because the places of the fields are needed as well, and because
 * the parser's YAML 1.1 is not the one of Kubernetes. Aliases share what they stand for, so nothing may change a value in place.
 */
export const plainDocument = (contents: unknown): PlainDocument => {
  const reading: Reading = { anchors: new Map(), targets: new Map(), faults: [], size: 0, aliased: 0 };
  try {
    const value = plainOf(contents, reading, 1);
    return { value, faults: reading.faults, targets: reading.targets };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { value: null, faults: [...reading.faults, error.fault], targets: reading.targets };
  }
};
