import { printable } from '../printable.ts';

/** Longer texts are cut: a report is read by people, and the JSON has everything. */
const LONGEST_COLUMNS = 2000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A piece of a document. Only `html` and `trusted` make one, so what is one has been escaped. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text and numbers are escaped, pieces stand as they are, null leaves nothing. */
export type Content = Markup | string | number | null | readonly Content[];

/**
 * A piece of a document: html`<td>${label}</td>`. Every value is escaped for text and for attributes in quotes, and loses what a page
 * must not hold: control and direction characters become `\u{…}`, marks do not pile up, and megabytes are cut.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings.map((text, i) => (i === 0 ? '' : textOf(values[i - 1] ?? null)) + text).join(''));
}

/** A text that this program wrote as markup itself: the style sheet and drawings. Never for anything that came from outside. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function textOf(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'object') return content.map(textOf).join('');
  return printable(String(content), LONGEST_COLUMNS).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
