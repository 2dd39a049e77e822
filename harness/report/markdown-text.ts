import { printable } from './printable.ts';

/** Read differently inside and outside of a table, and by different readers, with a backslash before it: written as an entity. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '`': '&#96;',
  '\\': '&#92;',
};

/** Emphasis, links, formulas; addresses, which become links when bare; mentions of people and of issues. */
const SPECIAL = /[&<>|`\\*_[\]~$@]|#(?=\d)|(?<=https?|ftp):(?=\/\/)|(?<=www)\./gi;

/** Sentences and notes are shorter. */
const MOST_COLUMNS = 4000;

/**
 * A text from outside as one line of GitHub-flavoured Markdown that shows it and does nothing: no markup, no HTML, no end of a cell, no
 * link, no mention that notifies anybody where the report is posted as a comment. Cut at `maxColumns`.
 */
export function markdownText(text: string, maxColumns = Number.POSITIVE_INFINITY): string {
  return printable(text, maxColumns).replaceAll(SPECIAL, (character) => {
    // Mentions are found when escapes are resolved already; only something in between keeps them apart.
    if (character === '@' || character === '#') return `${character}<!-- -->`;
    return ENTITIES[character] ?? `\\${character}`;
  });
}

/** The same as a paragraph of its own: what begins a heading, a list, a quote or a command to a CI runner begins none here. */
export function markdownParagraph(text: string): string {
  const line = markdownText(text, MOST_COLUMNS).trim();
  return line.replace(/^(?=[#+\-=:])/, '\\').replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');
}
