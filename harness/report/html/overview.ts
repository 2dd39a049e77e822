import type { GateReport, Report } from '../../model/report.ts';
import { pCell, pHolmCell } from '../number-text.ts';
import { thousands } from '../numbers.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { tableOf } from './table.ts';
import { verdictChip } from './verdict-chip.ts';

/** The id of a gate's section, by its place in the report. */
export function gateId(place: number): string {
  return `gate-${place + 1}`;
}

/** All gates of a run at a glance, each linked to its section. */
export function overview({ gates }: Report): Markup {
  return html`<nav aria-labelledby="overview">
<h2 id="overview">All gates</h2>
${tableOf({
  id: 'overview-table',
  caption: 'Verdict, evidence and size of each gate; p is adjusted for the number of gates',
  columns: [
    { title: 'gate', kind: 'text' },
    { title: 'verdict', kind: 'text' },
    { title: 'p', kind: 'number' },
    { title: 'adjusted p', kind: 'number' },
    { title: 'requests', kind: 'number' },
    { title: 'failed', kind: 'number' },
    { title: 'read by', kind: 'text' },
  ],
  rows: gates.map(lineOf),
})}</nav>
`;
}

function lineOf(gate: GateReport, place: number) {
  return [
    html`<a href="#${gateId(place)}">${nameOf(gate.name, 80)}</a>`,
    verdictChip(gate.verdict),
    pCell(gate.p, gate.log10P),
    pHolmCell(gate.pHolm),
    thousands(gate.nAll),
    thousands(gate.failing),
    nameOf(gate.measurement.groupBy, 32),
  ];
}
