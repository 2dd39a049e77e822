import { shown } from '../text/shown.ts';

/** A label is cut after 200 characters and gets an ellipsis, so a longer name could never match one. */
const LONGEST_NAME = 201;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What is wrong with a version name; null when nothing is. A name written without quotes never means a control character. */
export const nameProblem = (name: string, written: 'bare' | 'quoted'): string | null => {
  if (name === '') {
    return 'a version has no name';
  }
  if (name.length > LONGEST_NAME) {
    return `the name ${shown(name)} has ${name.length} characters, of an answer at most ${LONGEST_NAME} are kept`;
  }
  return written === 'bare' && CONTROL.test(name) ? `the name ${shown(name)} has a control character` : null;
};

/**
 * A name as a list can hold it. Names with a comma, an equals sign, a control character, outer blanks or a leading quote are
 * written as a JSON string (`"Hello, world"`), so that every label an answer can carry survives being saved and read back.
 */
export const writtenName = (name: string): string => {
  const plain = name === name.trim() && !/[,=]|^"/.test(name) && !CONTROL.test(name) && name.isWellFormed();
  return plain ? name : JSON.stringify(name).replaceAll(/[\u007f-\u009f\u2028\u2029]/g, escaped);
};
