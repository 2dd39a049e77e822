import type { GateReport } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import { headline } from '../headline.ts';
import { printable } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** Beside the word, so that a verdict is told by shape too. */
const SIGNS: Readonly<Record<Verdict, string>> = { PASS: '✓', FAIL: '✗', INCONCLUSIVE: '?' };

/** A verdict as a word on its colour. */
export function verdictChip(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict.toLowerCase()}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;
}

/** What was weighed and what was found; a gate that has a name of its own is called by it. */
export function namedHeadline(gate: GateReport): string {
  return gate.name === gate.target ? headline(gate) : `${printable(gate.name, 80)}: ${headline(gate)}`;
}

/** The sentences of a verdict. They begin with its word, which stands above them already. */
export function sentencesOf({ message, messages }: GateReport): readonly string[] {
  return [message, ...messages.slice(1).map(({ text }) => text)].map((text) => text.replace(/^(PASS|FAIL|INCONCLUSIVE)\. /, ''));
}
