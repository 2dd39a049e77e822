import { printable } from './printable.ts';

/** As entities: a backslash before them is read differently inside and outside of a table, and by different readers. */
const AS_ENTITY = /[&<>|`\\]/g;
const AS_ESCAPE = /[*_[\]~$]/g;

/**
 * A text from outside as one line of GitHub-flavoured Markdown that shows it and does nothing: no markup, no HTML, no end of a cell, no
 * link, no mention that notifies anybody where the report is posted as a comment. Cut at `maxColumns`.
 */
export function markdownText(text: string, maxColumns = Number.POSITIVE_INFINITY): string {
  return (
    printable(text, maxColumns)
      .replaceAll(AS_ENTITY, (character) => `&#${character.codePointAt(0)};`)
      .replaceAll(AS_ESCAPE, '\\$&')
      // Bare addresses become links.
      .replaceAll(/(?<=https?|ftp)(?=:\/\/)|(?<=www)(?=\.)/gi, '\\')
      // Mentions are found when escapes are resolved already; only something in between keeps them apart.
      .replaceAll('@', '@<!-- -->')
  );
}

/** The same as a paragraph of its own: what begins a heading, a list, a quote or a command to a CI runner begins none here. */
export function markdownParagraph(text: string): string {
  const line = markdownText(text).trim();
  return line.replace(/^(?=[#+\-=:])/, '\\').replace(/^(\d+)(?=[.)])/, '$1\\');
}
