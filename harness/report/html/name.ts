import { printable } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** Longer names are cut in tables and sentences. */
export const NAME_COLUMNS = 60;

/** A name that came from outside. `bdi` keeps one that is written from right to left from turning its neighbours around. */
export function nameOf(text: string, columns = NAME_COLUMNS): Markup {
  return html`<bdi>${printable(text, columns)}</bdi>`;
}
