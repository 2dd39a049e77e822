import type { Weight } from '../model/expectation.ts';
import { shown } from '../text/shown.ts';
import { naturalOrder } from './natural-order.ts';
import { formatWeights } from './weights.ts';

/** A weight that has its place in the tally. */
export interface NamedWeight {
  readonly name: string;
  /** The weight as written. */
  readonly text: string;
}

/** What is known about the names. `labels` come from `--labels`, the lab or the routes; `observed` are the labels of the tally. */
export interface NamingInput {
  readonly weights: readonly Weight[];
  readonly labels: readonly string[] | null;
  readonly observed: readonly string[];
}

export interface Naming {
  readonly named: readonly NamedWeight[];
  /** Where the names come from: the weights themselves, the list of labels, or what answered. */
  readonly mapping: 'given' | 'labels' | 'observed';
  /** The mapping in words when it was inferred from what answered, else null. */
  readonly note: string | null;
}

const MOST_NAMES_SHOWN = 10;

const listed = (names: readonly string[]): string => {
  const more = names.length > MOST_NAMES_SHOWN ? `, and ${names.length - MOST_NAMES_SHOWN} more` : '';
  return `${names.slice(0, MOST_NAMES_SHOWN).map(shown).join(', ')}${more}`;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `?`, `? 2`, `? 3`, …: names for versions that nobody saw, different from each other and from every name that was seen. */
const missingNames = (count: number, taken: readonly string[]): string[] => {
  const names: string[] = [];
  for (let number = 1; names.length < count; number += 1) {
    const name = number === 1 ? '?' : `? ${number}`;
    if (!taken.includes(name)) {
      names.push(name);
    }
  }
  return names;
};

const join = (weights: readonly Weight[], names: readonly string[]): NamedWeight[] =>
  weights.map(({ text }, index) => ({ name: names[index] ?? '?', text }));

const fromLabels = (weights: readonly Weight[], labels: readonly string[]): Naming => {
  if (labels.length !== weights.length) {
    throw new RangeError(
      `--expect ${shown(formatWeights(weights))} has ${counted(weights.length, 'weight')} but there are ${counted(labels.length, 'name')} ` +
        `(${listed(labels)}); give as many weights as names, or name them: --expect name=weight,…`,
    );
  }
  return { named: join(weights, labels), mapping: 'labels', note: null };
};

const fromObserved = (weights: readonly Weight[], observed: readonly string[]): Naming => {
  const names = [...new Set(observed)].sort(naturalOrder);
  if (names.length > weights.length) {
    throw new RangeError(
      `--expect ${shown(formatWeights(weights))} has ${counted(weights.length, 'weight')} but ${names.length} versions answered: ` +
        `${listed(names)}; name the weights with --labels or --expect name=weight,…, or read versions another way with --group-by`,
    );
  }
  const missing = missingNames(weights.length - names.length, names);
  const named = join(weights, [...names, ...missing]);
  const pairs = named.slice(0, MOST_NAMES_SHOWN).map(({ name, text }) => `${shown(name)} = ${text}`);
  const more = named.length > MOST_NAMES_SHOWN ? ', …' : '';
  const unseen = missing.length > 0 ? `; ${counted(missing.length, 'weight')} without an answer` : '';
  const note = `weights without names were given to the observed versions in natural order: ${pairs.join(', ')}${more}${unseen}`;
  return { named, mapping: 'observed', note };
};

/**
 * Gives every weight the name of a version. Named weights keep their names; a bare list takes `labels` in order, failing that
 * the observed names in natural order, the missing ones `?`. Never by the size of a count: that would make a wrong split fit itself.
 *
 * Throws a RangeError when the numbers of labels and weights differ, or when more versions answered than there are weights.
 */
export const nameVersions = ({ weights, labels, observed }: NamingInput): Naming => {
  const given = weights.filter((weight) => weight.name !== null);
  if (given.length === weights.length) {
    return { named: weights.map(({ name, text }) => ({ name: name ?? '?', text })), mapping: 'given', note: null };
  }
  return labels === null ? fromObserved(weights, observed) : fromLabels(weights, labels);
};
