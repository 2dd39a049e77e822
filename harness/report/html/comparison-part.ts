import type { ConnectionComparison } from '../../model/connection-comparison.ts';
import { pCell } from '../number-text.ts';
import { percent, thousands } from '../numbers.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf } from './part.ts';
import { tableOf } from './table.ts';

const PICKS: Readonly<Record<ConnectionComparison['picks'], string>> = {
  'per-request': 'for every request',
  'per-connection': 'once per connection',
  unclear: 'in a way that these numbers do not tell',
};

/** New connections against kept ones. */
export function comparisonPart(comparison: ConnectionComparison | null): Markup | null {
  if (comparison === null) return null;
  const { versions, fresh, kept, keptUnit, stat, p, log10P, differ, picks } = comparison;
  const sums = [fresh, kept].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const cell = (count: number, sum = 0) =>
    html`${thousands(count)} <span class="aside">${sum === 0 ? '–' : percent(count / sum)}</span>`;
  return partOf({ prefix: 'comparison', level: 2 }, 'connections', 'New connections against kept ones', [
    html`<p>The gateway picks a version ${PICKS[picks]}. ${
      p === null
        ? 'There was nothing to compare.'
        : `The two splits ${differ ? 'differ' : 'do not differ noticeably'}: chi-square ${(stat ?? 0).toFixed(2)}, p ${equals(pCell(p, log10P))}.`
    }</p>
`,
    tableOf({
      id: 'comparison-table',
      caption: 'Answers of each version over new and over kept connections',
      columns: [
        { title: 'version', kind: 'text' },
        { title: 'new connections', kind: 'number' },
        { title: keptUnit === 'request' ? 'kept connections' : 'kept connections, first answer of each', kind: 'number' },
      ],
      rows: versions.map((name, i) => [nameOf(name), cell(fresh[i] ?? 0, sums[0]), cell(kept[i] ?? 0, sums[1])]),
    }),
  ]);
}

function equals(p: string): string {
  return p.startsWith('<') ? p : `= ${p}`;
}
