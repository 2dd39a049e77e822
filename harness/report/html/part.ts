import { type Content, html, type Markup } from './markup.ts';

/** Where a part of a report stands: the ids of its gate begin with `prefix`, and its headings are of `level`. */
export interface Stand {
  /** `gate-1`; unique in the page. */
  readonly prefix: string;
  readonly level: 2 | 3;
}

/** A part of a gate under its heading; nothing at all when it has no content. */
export function partOf({ prefix, level }: Stand, key: string, title: string, content: readonly Content[]): Markup | null {
  const filled = content.filter((piece) => piece !== null && !(Array.isArray(piece) && piece.length === 0));
  if (filled.length === 0) return null;
  const id = `${prefix}-${key}`;
  // Named sections are landmarks, whose names must differ: below several gates they would not.
  const named = level === 2 ? html` aria-labelledby="${id}"` : null;
  return html`<section class="part"${named}>
${heading(level, id, title)}
${filled}</section>
`;
}

/** A heading of a level that is known only when the page is put together. */
export function heading(level: 2 | 3, id: string, title: Content): Markup {
  return level === 2 ? html`<h2 id="${id}">${title}</h2>` : html`<h3 id="${id}">${title}</h3>`;
}
