import type { GateReport } from '../model/report.ts';
import { markdownText } from './markdown-text.ts';
import { expectedText, signed } from './number-text.ts';
import { percent, thousands } from './numbers.ts';
import { shareText } from './share-text.ts';
import { type VersionRow, versionRows } from './version-rows.ts';

/** Rows beyond these are summed up in one line: the JSON report has them all. */
const MOST_ROWS = 100;
const NAME_COLUMNS = 60;

/** A table of GitHub-flavoured Markdown; the first columns are text, the others numbers. Cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], textColumns = 1): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, MOST_ROWS).map(line);
  const more = rows.length - shown.length;
  const table = [line(head), line(head.map((_, column) => (column < textColumns ? ':---' : '---:'))), ...shown].join('\n');
  return more > 0 ? `${table}\n\n… and ${thousands(more)} more (--report json lists all)` : table;
}

/** The versions of a gate with their intervals and residuals, strangers last. */
export function markdownVersions(gate: GateReport): string {
  const interval = `${shareText(1 - gate.judgedAt)} interval`;
  const head = ['version', 'weight', 'expected', 'observed', 'share', interval, 'residual'];
  return markdownTable(head, versionRows(gate).map(cellsOf));
}

function cellsOf(row: VersionRow): readonly string[] {
  return [
    markdownText(row.name, NAME_COLUMNS),
    row.weight === null ? '–' : markdownText(row.weight, 24),
    expectedText(row.expected),
    thousands(row.count),
    row.share === null ? '–' : percent(row.share),
    row.interval === null ? '–' : `${percent(row.interval.lo)} to ${percent(row.interval.hi)}`,
    row.residual === null ? '–' : signed(row.residual, 2),
  ];
}
