import type { GateReport } from '../../model/report.ts';
import { adviceFor } from '../advice.ts';
import type { Charts } from './charts.ts';
import { coursePart } from './course-part.ts';
import { diagnosticPart } from './diagnostic-part.ts';
import { factsPart } from './facts-part.ts';
import { failurePart } from './failure-part.ts';
import { hopPart } from './hop-part.ts';
import { latencyPart } from './latency-part.ts';
import { type Content, html, type Markup } from './markup.ts';
import { partOf, type Stand } from './part.ts';
import { sharePart } from './share-part.ts';

/** Everything about one gate below its verdict, in the order in which one asks: how far off, what now, since when, what else. */
export function gateParts(gate: GateReport, stand: Stand, charts: Charts): Content {
  return [
    sharePart(gate, stand, charts),
    listPart(stand, 'next', 'What to do next', adviceFor(gate).map(asSentence)),
    coursePart(gate, stand, charts),
    latencyPart(gate, stand),
    failurePart(gate, stand),
    diagnosticPart(gate, stand),
    hopPart(gate, stand),
    listPart(stand, 'notes', 'Notes', gate.notes),
    factsPart(gate, stand),
  ];
}

function listPart(stand: Stand, key: string, title: string, items: readonly string[]): Markup | null {
  const list = html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>
`;
  return partOf(stand, key, title, [items.length === 0 ? null : list]);
}

/** Advice is written to go on behind `Next:`. */
function asSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
