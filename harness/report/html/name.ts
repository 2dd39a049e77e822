import { printable } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** Longer names are cut. A label has at most 201 characters, and what tells long ones apart stands at its end. */
const MOST_COLUMNS = 201;

/** A name that came from outside. `bdi` keeps one that is written from right to left from turning its neighbours around. */
export function nameOf(text: string, columns = MOST_COLUMNS): Markup {
  return html`<bdi>${printable(text, columns)}</bdi>`;
}
