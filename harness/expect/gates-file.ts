import { isSeq } from 'yaml';
import { shown } from '../text/shown.ts';
import { type GatesDocument, misplaced, parseGatesDocument } from './gates-document.ts';
import { assertGatesForm } from './gates-form.ts';
import { itemsOf, pairsOf, typedText } from './gates-nodes.ts';

/** One field of a gate, its values as typed: `-n 500` and `requests: 500` give the same text to the same parser. */
export interface WrittenField {
  readonly key: string;
  /** One value, or several for a field that takes a list; a switch is true or false. */
  readonly values: readonly (string | boolean)[];
  /** `weighbridge.yaml:7`. */
  readonly place: string;
}

/** One gate with the defaults filled in, everything still as written. */
export interface WrittenGate {
  readonly name: string;
  /** `weighbridge.yaml:5`. */
  readonly place: string;
  readonly fields: readonly WrittenField[];
}

/** A gates file that has the right form. */
export interface GatesFile {
  readonly gates: readonly WrittenGate[];
  /** As written, those included that every gate overrules: a wrong value is wrong there, too. */
  readonly defaults: readonly WrittenField[];
}

const fieldsOf = (node: unknown, { document, locate }: GatesDocument): ReadonlyMap<string, WrittenField> =>
  new Map(
    [...pairsOf(node, document)].map(([key, pair]) => {
      const values = isSeq(pair.value) ? itemsOf(pair.value, document).map(typedText) : [typedText(pair.value)];
      return [key, { key, values, place: locate(pair.key) }];
    }),
  );

/** Fields that are one choice: writing either drops the other one's default. */
const CHOICES: readonly (readonly string[])[] = [
  ['target', 'lab'],
  ['expect', 'routes'],
];
/** Fields that mean nothing without `routes`: as defaults they are for the gates that have it. */
const ABOUT_ROUTES: readonly string[] = ['from', 'probe', 'namespace'];

const isPlace = (key: string): boolean => CHOICES[0]?.includes(key) === true;

/** A gate's own fields over the defaults. */
const withDefaults = (own: WrittenGate['fields'], defaults: WrittenGate['fields']): WrittenGate['fields'] => {
  const written = new Set(own.map(({ key }) => key));
  const chosen = new Set(CHOICES.filter((choice) => choice.some((key) => written.has(key))).flat());
  const inherited = defaults.filter(({ key }) => !written.has(key) && !chosen.has(key));
  const hasRoutes = [...inherited, ...own].some(({ key }) => key === 'routes');
  return [...inherited.filter(({ key }) => hasRoutes || !ABOUT_ROUTES.includes(key)), ...own];
};

const rejectTwins = (gates: readonly WrittenGate[]): void => {
  const places = new Map<string, string>();
  for (const { name, place } of gates) {
    const first = places.get(name);
    if (first !== undefined) {
      throw misplaced(place, `gate ${shown(name)}: the name is taken at ${first}`, 'give every gate a name of its own');
    }
    places.set(name, place);
  }
};

const rejectHomeless = ({ name, place, fields }: WrittenGate): void => {
  if (!fields.some(({ key }) => isPlace(key))) {
    const fix = 'write target: tcp://host:port or http://…, or lab: tcp-echo';
    throw misplaced(place, `gate ${shown(name)}: target is missing`, fix);
  }
};

/**
 * Reads a gates file (`weighbridge/gates/v1`): checks its form by the published schema and hands every value on as text, because each
 * has a parser of its own, the one of the command line.
 *
 * @param file its name, for messages
 * @throws RangeError of one line with file and line, the gate, the field, the value and the fix
 */
export const readGatesFile = (text: string, file: string): GatesFile => {
  const parsed = parseGatesDocument(text, file);
  const { document, locate } = parsed;
  assertGatesForm(parsed);
  const top = pairsOf(document.contents, document);
  const defaults = [...fieldsOf(top.get('defaults')?.value, parsed).values()];
  const gates = itemsOf(top.get('gates')?.value, document).map((node): WrittenGate => {
    const own = fieldsOf(node, parsed);
    const fields = [...own.values()].filter(({ key }) => key !== 'name');
    return { name: String(own.get('name')?.values[0]), place: locate(node), fields: withDefaults(fields, defaults) };
  });
  rejectTwins(gates);
  gates.forEach(rejectHomeless);
  return { gates, defaults };
};
