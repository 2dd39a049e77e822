/**
 * A word of nginx's configuration. Between double quotes only the quote and the backslash mean something to its reader; a dollar sign
 * would begin a variable in most places and cannot be escaped: it stands for `$wb_dollar` (see http-section.ts). In the pattern of a
 * `map` it means itself.
 */
export const quotedPattern = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A text in which nothing is a variable. */
export const literalText = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('$', () => `\${wb_dollar}`);

/** What people read: whatever could end a line is left out. */
export const comment = (text: string): string => `# ${text.replace(/[^\x20-\x7e]/g, '?')}`;

/** Lines of a block, indented. */
export function block(head: string, lines: readonly string[]): readonly string[] {
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}'];
}

/** Where a socket is, as both modules write it. */
export const socket = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
