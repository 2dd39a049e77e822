import type { Verdict } from '../../model/verdict.ts';
import { html, type Markup } from './markup.ts';

/** Beside the word, so that a verdict is told by shape too. */
const SIGNS: Readonly<Record<Verdict, string>> = { PASS: '✓', FAIL: '✗', INCONCLUSIVE: '?' };

/** A verdict as a word in its colour. */
export function verdictChip(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict.toLowerCase()}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;
}
