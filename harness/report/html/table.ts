import { thousands } from '../numbers.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Rows beyond these are counted in the last line: the JSON report has them all. */
const MOST_ROWS = 200;

/** One column: its title, and whether its cells are numbers, which stand to the right. */
export interface Column {
  readonly title: Content;
  readonly kind: 'text' | 'number';
}

/** A table with a caption, whose first column names its rows. */
export interface Table {
  /** Unique in the page. */
  readonly id: string;
  readonly caption: Content;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Content[])[];
  /** Sums under the rows; absent without any. */
  readonly foot?: readonly Content[];
}

/** The table in a frame of its own that scrolls sideways, by keyboard too, where the page is too narrow for it. */
export function tableOf({ id, caption, columns, rows, foot }: Table): Markup {
  const line = (cells: readonly Content[]) => html`<tr>${columns.map((column, i) => cellOf(column, i, cells[i] ?? ''))}</tr>
`;
  const left = rows.length - MOST_ROWS;
  return html`<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0"><table>
<caption id="${id}"><span>${caption}</span></caption>
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`)}</tr></thead>
<tbody>
${rows.slice(0, MOST_ROWS).map(line)}</tbody>
${foot === undefined ? null : html`<tfoot>${line(foot)}</tfoot>`}</table>
${left > 0 ? html`<p class="more">… and ${thousands(left)} more; the JSON report lists all.</p>` : null}</div>
`;
}

function cellOf({ kind }: Column, place: number, content: Content): Markup {
  // The box in a cell of text keeps its column readable: a table would squeeze it to its longest word.
  const inside = kind === 'text' ? html`<div>${content}</div>` : content;
  return place === 0 ? html`<th scope="row" class="${kind}">${inside}</th>` : html`<td class="${kind}">${inside}</td>`;
}
