import { shareText } from '../share-text.ts';
import type { Markup } from './markup.ts';
import type { ShareBar } from './picture.ts';
import { barX, draw, type Legend, ruleX, ruleY, text, tickX } from './plot.ts';

/** Two pictures of the same, as a page has no script to draw anew: for a screen or paper, and for a phone. */
const SIZES = {
  wide: { width: 860, left: 190, columns: 26, ticks: 8 },
  narrow: { width: 360, left: 96, columns: 12, ticks: 4 },
} as const;

export type Size = keyof typeof SIZES;

const BAR_HEIGHT = 34;
/** Room for the axis below and above the bars, and for the numbers at their ends. */
const MARGIN = { top: 8, bottom: 28, right: 64 };

/** How many columns a name may take beside its bar. */
export function nameColumns(size: Size): number {
  return SIZES[size].columns;
}

/** Shares from zero on as bars, their intervals as lines with ends, and the promised shares as dashed marks across. */
export function drawShares(bars: readonly ShareBar[], size: Size, legend: Legend): Markup {
  const { width, left, ticks } = SIZES[size];
  // Names that are cut may be equal: rows are told apart by their number.
  const rows = bars.map((bar, row) => ({ ...bar, ...bar.interval, row }));
  const measured = rows.filter(({ interval }) => interval !== null);
  const largest = Math.max(...rows.flatMap(({ share, promised, interval }) => [share, promised, interval?.hi ?? 0]));
  const end = (edge: 'lo' | 'hi') => tickX(measured, { x: edge, y: 'row', stroke: 'var(--ink)', strokeWidth: 2, inset: 7 });
  return draw(legend, `chart ${size}`, {
    width,
    height: rows.length * BAR_HEIGHT + MARGIN.top + MARGIN.bottom,
    marginLeft: left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [0, largest], ticks, tickFormat: shareText, label: null },
    y: {
      type: 'band',
      domain: rows.map(({ row }) => row),
      tickFormat: (row: number) => bars[row]?.name ?? '',
      label: null,
      tickSize: 0,
      padding: 0.3,
    },
    marks: [
      ruleX([0], { stroke: 'var(--line)' }),
      barX(rows, { x: 'share', y: 'row', fill: 'var(--bar)' }),
      ruleY(measured, { x1: 'lo', x2: 'hi', y: 'row', stroke: 'var(--ink)', strokeWidth: 2 }),
      end('lo'),
      end('hi'),
      tickX(rows, { x: 'promised', y: 'row', stroke: 'var(--mark)', strokeWidth: 3, strokeDasharray: '5,3', inset: -3 }),
      text(rows, {
        x: ({ share, promised, hi }) => Math.max(share, promised, hi ?? 0),
        y: 'row',
        text: 'text',
        textAnchor: 'start',
        dx: 8,
      }),
    ],
  });
}
