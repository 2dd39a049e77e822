import type { GateReport, LatencySummary } from '../../model/report.ts';
import { latencyText } from '../number-text.ts';
import { inOrder } from '../version-rows.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf, type Stand } from './part.ts';
import { tableOf } from './table.ts';

const FIGURES = [
  ['median', 'p50Ms'],
  ['90 %', 'p90Ms'],
  ['99 %', 'p99Ms'],
  ['longest', 'maxMs'],
] as const;

/** How long the answers of each version took. */
export function latencyPart(gate: GateReport, stand: Stand): Markup | null {
  const { latency, uncorrectedLatency } = gate.measurement;
  const since = uncorrectedLatency.length === 0 ? '' : ', from the time a request was due';
  const measured: readonly (readonly [key: string, caption: string, rows: readonly LatencySummary[]])[] = [
    ['latency', `Latency of answers in milliseconds, by version${since}: so many took at most`, inOrder(gate, latency)],
    ['uncorrected', 'The same from the time it was sent', inOrder(gate, uncorrectedLatency)],
  ];
  return partOf(
    stand,
    'time',
    'Latency by version',
    measured.flatMap(([key, caption, rows]) =>
      rows.length === 0 ? [] : [latencyTable(`${stand.prefix}-${key}`, caption, rows)],
    ),
  );
}

function latencyTable(id: string, caption: string, rows: readonly LatencySummary[]): Markup {
  return tableOf({
    id,
    caption: html`${caption}`,
    columns: [{ title: 'version', kind: 'text' }, ...FIGURES.map(([title]) => ({ title, kind: 'number' }) as const)],
    rows: rows.map((row) => [nameOf(row.name), ...FIGURES.map(([, key]) => latencyText(row[key]))]),
  });
}
