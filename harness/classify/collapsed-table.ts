import { type CountedLine, countOf } from './counted-line.ts';

const HOP = String.raw`\S+ [^\s()]+\([0-9A-Fa-f.:]+\)`;
const ENTRY = new RegExp(String.raw`(?<![^\s:])([0-9]{1,17}) (${HOP}(?:<-${HOP})*)(?!\S)`, 'g');

/**
 * The entries of a table that lost its line breaks, as tables do when a web page is copied:
 * `expected …: 61 Hello eric(…)<-Bonjour eric(…) 28 Hello eric(…)…`. Only greeting chains are found, because only they show where an entry
 * ends. Empty when there are none.
 */
export const collapsedEntries = (line: string): CountedLine[] =>
  [...line.matchAll(ENTRY)].map(([, digits = '', label = '']) => ({ count: countOf(digits) ?? 0, label }));
