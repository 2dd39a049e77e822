/**
 * A word of HAProxy's configuration. Between single quotes nothing means anything but the quote itself; a line cannot be continued there,
 * so the text must hold no control characters.
 */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text that means itself where HAProxy fills in `%[…]`. */
export const literalFormat = (text: string): string => text.replaceAll('%', '%%');

/** The same where a match is filled in as well (`\1`). */
export const literalReplacement = (text: string): string => literalFormat(text.replaceAll('\\', '\\\\'));

/** What people read: whatever could end a line is left out. */
export const comment = (text: string): string => `# ${text.replace(/[^\x20-\x7e]/g, '?')}`;

/** A section with its lines indented, after an empty line. */
export const section = (head: string, lines: readonly string[]): readonly string[] => [
  '',
  head,
  ...lines.map((line) => `  ${line}`),
];
