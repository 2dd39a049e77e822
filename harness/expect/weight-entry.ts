import type { Weight } from '../model/expectation.ts';
import { decimalProblem } from './decimal.ts';
import type { ListEntry } from './list-entries.ts';
import { nameProblem } from './version-name.ts';

/** Makes the refusal of a whole list: the caller knows the flag and the text. */
export type Fail = (problem: string, fix: string) => RangeError;

const WEIGHT_FIX = 'write plain numbers of 0 or more, such as 80,20 or one=0.5,two=99.5';

const weightText = (written: string, place: number, fail: Fail): string => {
  const text = written.endsWith('%') ? written.slice(0, -1).trimEnd() : written;
  const problem = decimalProblem(text);
  if (problem !== null) {
    throw fail(`weight ${place}: ${problem}`, WEIGHT_FIX);
  }
  return text;
};

const namedEntry = ({ quoted, rest }: ListEntry, place: number, fail: Fail): Weight => {
  // A name may hold `=` (an answer such as `version=v1`), a weight cannot: the last one divides them.
  const cut = rest.lastIndexOf('=');
  const bareName = rest.slice(0, cut).trim();
  if (quoted !== null && bareName !== '') {
    throw fail(`entry ${place} has text between the quoted name and its weight`, 'write "name"=weight');
  }
  if (quoted === null && /=\s*[0-9.]+[\s%]*[:;]/.test(bareName)) {
    throw fail('named weights are not separated by commas', 'write one=80,two=20');
  }
  const name = quoted ?? bareName;
  const problem = nameProblem(name, quoted === null ? 'bare' : 'quoted');
  if (problem !== null) {
    throw fail(`entry ${place}: ${problem}`, 'write name=weight, such as one=80,two=20');
  }
  return { name, text: weightText(rest.slice(cut + 1).trim(), place, fail) };
};

/** One entry of a weight list; `place` counts from 1. Throws what `fail` makes of anything that is no weight. */
export const readWeight = (entry: ListEntry, place: number, fail: Fail): Weight => {
  if (entry.quoted === null && entry.rest === '') {
    throw fail(`entry ${place} is empty`, 'write a weight between the commas, such as 80,20');
  }
  if (entry.rest.includes('=')) {
    return namedEntry(entry, place, fail);
  }
  if (entry.quoted !== null) {
    throw fail(`entry ${place} has a name but no weight`, 'write "name"=weight');
  }
  return { name: null, text: weightText(entry.rest, place, fail) };
};
