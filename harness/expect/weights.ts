import type { Weight } from '../model/expectation.ts';
import { shown } from '../text/shown.ts';
import { type ListEntry, listEntries } from './list-entries.ts';
import { usageError } from './usage-error.ts';
import { writtenName } from './version-name.ts';
import { type Fail, readWeight } from './weight-entry.ts';

/** Most versions one expectation may name (STATISTICS 0). */
export const MOST_VERSIONS = 1000;

/** `80:20` and `1:2:3` are lists too, but a name may hold a colon, so colons separate only where nothing is named. */
const separatorOf = (text: string, fail: Fail): ',' | ':' => {
  if (text.includes('=') || !text.includes(':')) {
    return ',';
  }
  if (text.includes(',')) {
    throw fail('commas and colons are mixed', 'separate the weights with commas only, such as 80,20');
  }
  return ':';
};

const rejectDuplicates = (weights: readonly Weight[], fail: Fail): void => {
  const seen = new Set<string>();
  for (const { name } of weights) {
    if (name !== null && seen.has(name)) {
      throw fail(`the name ${shown(name)} stands twice`, 'give every version one name of its own');
    }
    seen.add(name ?? '');
  }
};

/** Reads every entry and refuses what only the whole list can show: too many, some named and some not, twins, nothing above zero. */
const readList = (text: string, flag: string, fail: Fail): Weight[] => {
  const entries = listEntries(text, separatorOf(text, fail), flag);
  if (entries.length > MOST_VERSIONS) {
    throw fail(`${entries.length} weights are more than ${MOST_VERSIONS}`, `weigh at most ${MOST_VERSIONS} versions in one gate`);
  }
  const isNamed = (entry: ListEntry): boolean => entry.quoted !== null || entry.rest.includes('=');
  const namedCount = entries.filter(isNamed).length;
  const emptyCount = entries.filter((entry) => entry.quoted === null && entry.rest === '').length;
  if (emptyCount === 0 && namedCount > 0 && namedCount < entries.length) {
    throw fail('some weights are named and some are not', 'name all of them (one=80,two=20) or none (80,20)');
  }
  const weights = entries.map((entry, index) => readWeight(entry, index + 1, fail));
  rejectDuplicates(weights, fail);
  if (weights.every((weight) => !/[1-9]/.test(weight.text))) {
    throw fail('all weights are zero', 'give at least one version a weight above 0');
  }
  return weights;
};

/**
 * Reads expected weights: `80,20` · `1:2:3` · `one=80,two=20` · `"Hello, world"=1,other=2`. Weights are non-negative decimals of
 * any scale, kept as written without a trailing `%`; all entries are named or none is. One to 1,000 entries, at least one above zero.
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseWeights = (text: string, flag = '--expect'): Weight[] => {
  const fail: Fail = (problem, fix) => usageError(flag, text, problem, fix);
  if (text.trim() === '') {
    throw fail('there are no weights', 'write weights such as 80,20 or one=80,two=20');
  }
  return readList(text, flag, fail);
};

/** The inverse of `parseWeights`: `one=80,two=20`, or `80,20` for a bare list. */
export const formatWeights = (weights: readonly Weight[]): string =>
  weights.map(({ name, text }) => (name === null ? text : `${writtenName(name)}=${text}`)).join(',');
