import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { type Document, isMap, isSeq } from 'yaml';
import { nearest } from '../text/nearest.ts';
import { shown } from '../text/shown.ts';
import schema from './gates.schema.json' with { type: 'json' };
import { type GatesDocument, misplaced } from './gates-document.ts';
import { itemsOf, pairsOf, plainOf, typedText } from './gates-nodes.ts';

/** Words that people write for our fields. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  weights: 'expect',
  expected: 'expect',
  manifests: 'routes',
  url: 'target',
  address: 'target',
  headers: 'header',
  by: 'group-by',
  n: 'requests',
  count: 'requests',
  c: 'connections',
  alpha: 'significance',
  title: 'name',
};

/** Where the schema found a fault: the node of the key, what stands there, and whose it is. */
interface Spot {
  /** `gate "shop": `, `defaults: `, or nothing at the top. */
  readonly owner: string;
  /** The last key of the path, or the position of a gate. */
  readonly key: string;
  /** One of several values of the key. */
  readonly isItem: boolean;
  readonly keyNode: unknown;
  readonly node: unknown;
}

const ownerOf = (path: readonly string[], gate: unknown, document: Document): string => {
  if (path[0] !== 'gates' || path[1] === undefined) {
    return path[0] === 'defaults' && path.length > 1 ? 'defaults: ' : '';
  }
  const name = typedText(pairsOf(gate, document).get('name')?.value);
  return name === '' ? `gate ${Number(path[1]) + 1}: ` : `gate ${shown(String(name))}: `;
};

/** Follows a path of the schema's report, `/gates/0/expect`, through the document. */
const spotAt = (path: readonly string[], document: Document): Spot => {
  let [node, keyNode]: unknown[] = [document.contents, document.contents];
  let gate: unknown = null;
  for (const [depth, step] of path.entries()) {
    if (isSeq(node)) {
      node = itemsOf(node, document)[Number(step)];
      keyNode = node ?? keyNode;
    } else {
      const pair = pairsOf(node, document).get(step);
      [node, keyNode] = [pair?.value, pair?.key ?? keyNode];
    }
    gate = depth === 1 && path[0] === 'gates' ? node : gate;
  }
  const isItem = path.length > 2 && /^\d+$/.test(path.at(-1) ?? '');
  return { owner: ownerOf(path, gate, document), key: path.at(isItem ? -2 : -1) ?? '', isItem, keyNode, node };
};

const unescaped = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

type Complaint = readonly [problem: string, fix: string];

const unknownField = (written: string, known: readonly string[]): Complaint => {
  const words = [...known, ...Object.keys(OTHER_WORDS).filter((word) => known.includes(OTHER_WORDS[word] ?? ''))];
  const word = words.includes(written) ? written : nearest(written, words);
  const meant = word === null ? null : (OTHER_WORDS[word] ?? word);
  const fix = meant === null ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  return [`there is no field ${shown(written)}`, fix];
};

const missingField = (name: string): Complaint =>
  name === 'gates'
    ? ['gates is missing', 'write gates: and below it a list of gates']
    : [`${name} is missing`, `write ${name}: and a ${name} that no other gate has`];

/** A value of a kind that its field does not take. */
const wrongKind = ({ key, node, isItem }: Spot, kinds: readonly string[], document: Document): Complaint => {
  if (isItem) {
    return [`${key} holds something that is no text`, 'write every value as one text, in quotes if need be'];
  }
  if (kinds.includes('object')) {
    const where = key === '' ? 'the file' : /^\d+$/.test(key) ? 'a gate' : key;
    return [
      `${where} is not a set of fields`,
      key === 'defaults' ? 'write fields below it, such as tolerance: 2' : 'write name: value',
    ];
  }
  if (kinds.includes('array') && !kinds.includes('string')) {
    return [`${key} is not a list`, 'write - before every gate'];
  }
  if (kinds.includes('boolean')) {
    return [`${key} ${shown(String(typedText(node)))}: not true or false`, `write ${key}: true or ${key}: false`];
  }
  if (isSeq(node)) {
    const items = itemsOf(node, document).map((item) => String(typedText(item)));
    return [`${key} is a list`, `write it as one text, ${key}: ${shown(items.join(','))}`];
  }
  if (isMap(node)) {
    return [`${key} is a set of fields`, `write it as one text, as behind --${key}`];
  }
  const text = String(typedText(node));
  const isSwitch = typeof typedText(node) === 'boolean';
  return isSwitch
    ? [`${key} ${shown(text)}: true and false are for switches`, `if the text is meant, write it in quotes, ${key}: "${text}"`]
    : [`${key} has no value`, 'give it one or leave the field out'];
};

/** What to say of one fault; null for a wrong value, which the parser of that field explains better. */
const complaint = (error: ErrorObject, spot: Spot, document: Document): Complaint | null => {
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(String(error.params.additionalProperty), Object.keys(error.parentSchema?.properties ?? {}));
    case 'required':
      return missingField(String(error.params.missingProperty));
    case 'type':
      return wrongKind(spot, [error.params.type].flat(), document);
    case 'not': {
      const both: unknown = Object(error.schema).required;
      return [`${Array.isArray(both) ? both.join(' and ') : 'two fields'} are both given`, 'give one of the two'];
    }
    case 'minItems':
      return spot.key === 'gates'
        ? ['there are no gates', 'write at least one, - name: …']
        : [`${spot.key} is an empty list`, 'give it a value or leave the field out'];
    case 'const':
      return [
        `${spot.key} ${shown(String(typedText(spot.node)))}: not a form that is known here`,
        `write ${String(error.params.allowedValue)}`,
      ];
    case 'pattern':
      return [
        `${spot.key} ${shown(String(typedText(spot.node)))}: not usable as a name`,
        'write 1 to 100 characters on one line',
      ];
    default:
      return null;
  }
};

/** Each fault with where it is reported: an unknown key is a fault of the set it stands in, but it has a line of its own. */
const pathOf = ({ keyword, instancePath, params }: ErrorObject): readonly string[] =>
  keyword === 'additionalProperties' ? [...unescaped(instancePath), String(params.additionalProperty)] : unescaped(instancePath);

const validate = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false }).compile(schema);

/**
 * Holds a document against the published schema `gates.schema.json`. Values are not judged here beyond their kind.
 *
 * @throws RangeError for the first fault in the order of the file
 */
export const assertGatesForm = ({ document, locate }: GatesDocument): void => {
  if (validate(plainOf(document.contents, document))) {
    return;
  }
  const faults = (validate.errors ?? []).flatMap((error) => {
    const spot = spotAt(pathOf(error), document);
    const said = complaint(error, spot, document);
    return said === null
      ? []
      : [{ place: locate(spot.keyNode), line: Number(locate(spot.keyNode).split(':').at(-1)), spot, said }];
  });
  const first = faults.toSorted((a, b) => a.line - b.line)[0];
  if (first !== undefined) {
    throw misplaced(first.place, `${first.spot.owner}${first.said[0]}`, first.said[1]);
  }
};
