import { shown } from '../text/shown.ts';
import { listEntries } from './list-entries.ts';
import { usageError } from './usage-error.ts';
import { nameProblem } from './version-name.ts';
import { MOST_VERSIONS } from './weights.ts';

/**
 * Reads version names: `one,two`; a name with a comma is quoted (`"Hello, world",other`). One to 1,000 names, all different.
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseLabels = (text: string, flag = '--labels'): string[] => {
  const fix = 'write one name for every weight, such as one,two';
  const names = listEntries(text, ',', flag).map(({ quoted, rest }, index) => {
    const problem =
      quoted !== null && rest !== ''
        ? 'there is text after a quoted name'
        : nameProblem(quoted ?? rest, quoted === null ? 'bare' : 'quoted');
    if (problem !== null) {
      throw usageError(flag, text, `entry ${index + 1}: ${problem}`, fix);
    }
    return quoted ?? rest;
  });
  if (names.length > MOST_VERSIONS) {
    throw usageError(
      flag,
      text,
      `${names.length} names are more than ${MOST_VERSIONS}`,
      `name at most ${MOST_VERSIONS} versions`,
    );
  }
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) {
    throw usageError(flag, text, `the name ${shown(twin)} stands twice`, 'give every version one name of its own');
  }
  return names;
};
