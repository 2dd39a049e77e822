import { columnsOf } from '../printable.ts';
import { shareText } from '../share-text.ts';
import type { Markup } from './markup.ts';
import type { ShareBar } from './picture.ts';
import { barX, draw, type Legend, ruleX, ruleY, text, tickX } from './plot.ts';

/** Two pictures of the same, as a page has no script to draw anew: for a screen or paper, and for a phone. */
const SIZES = {
  wide: { width: 860, ticks: 8, besideColumns: 26, aboveColumns: 100 },
  narrow: { width: 360, ticks: 4, besideColumns: 10, aboveColumns: 44 },
} as const;

export type Size = keyof typeof SIZES;

/** Pixels of a wide letter such as `x`, and between a name and its bar. */
const NAME = { columnWidth: 7.2, gap: 14 };
/** Pixels around the bars: below for the axis, at the right for the numbers at their ends. */
const MARGIN = { top: 8, right: 64, bottom: 28, left: 16 };
/** Pixels from bar to bar, and of a line of text above one. */
const ROW = { height: 34, above: 18 };

/** How many columns a name may take. */
export function nameColumns(size: Size): number {
  return SIZES[size].aboveColumns;
}

/** Shares from zero on as bars, their intervals as lines with ends, and the promised shares as dashed marks across. */
export function drawShares(bars: readonly ShareBar[], size: Size, legend: Legend): Markup {
  const { width, ticks } = SIZES[size];
  const { left, above } = placeNames(bars, size);
  // Names that are cut may be equal: rows are told apart by their number.
  const rows = bars.map((bar, row) => ({ ...bar, ...bar.interval, row }));
  const insets = { insetTop: above + 5, insetBottom: 5 };
  return draw(legend, `chart ${size}`, {
    width,
    height: rows.length * (ROW.height + above) + MARGIN.top + MARGIN.bottom,
    marginLeft: left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [0, Math.max(...rows.map(endOf))], ticks, tickFormat: shareText, label: null },
    y: {
      type: 'band',
      domain: rows.map(({ row }) => row),
      tickFormat: (row: number) => (above > 0 ? '' : (bars[row]?.name ?? '')),
      label: null,
      tickSize: 0,
      padding: 0,
    },
    marks: [
      ruleX([0], { stroke: 'var(--line)' }),
      barX(rows, { x: 'share', y: 'row', fill: 'var(--bar)', ...insets }),
      ...intervals(rows, above),
      ...promises(rows, above),
      text(rows, { x: endOf, y: 'row', text: 'text', textAnchor: 'start', dx: 8, dy: above / 2 }),
      ...(above > 0 ? [text(rows, { x: 0, y: 'row', text: 'name', textAnchor: 'start', dx: 2, dy: -ROW.height / 2 + 3 })] : []),
    ],
  });
}

type Row = ShareBar & { readonly row: number; readonly hi?: number };

/** Names stand beside their bars where there is room for all of them, else above. */
function placeNames(bars: readonly ShareBar[], size: Size): { readonly left: number; readonly above: number } {
  const widest = Math.max(...bars.map(({ name }) => columnsOf(name)));
  return widest > SIZES[size].besideColumns
    ? { left: MARGIN.left, above: ROW.above }
    : { left: widest * NAME.columnWidth + NAME.gap, above: 0 };
}

/** Where everything of a row ends. */
function endOf({ share, promised, hi }: Row): number {
  return Math.max(share, promised, hi ?? 0);
}

function intervals(rows: readonly Row[], above: number) {
  const measured = rows.filter(({ interval }) => interval !== null);
  const style = { y: 'row', stroke: 'var(--ink)', strokeWidth: 2 };
  const end = (edge: 'lo' | 'hi') => tickX(measured, { ...style, x: edge, insetTop: above + 11, insetBottom: 11 });
  return [ruleY(measured, { ...style, x1: 'lo', x2: 'hi', dy: above / 2 }), end('lo'), end('hi')];
}

/** A mark with an edge in the colour of the page: on its bar it would not stand out enough. */
function promises(rows: readonly Row[], above: number) {
  const style = { x: 'promised', y: 'row', insetTop: above + 2, insetBottom: 2 };
  return [
    tickX(rows, { ...style, stroke: 'var(--page)', strokeWidth: 6 }),
    tickX(rows, { ...style, stroke: 'var(--mark)', strokeWidth: 3, strokeDasharray: '5,3' }),
  ];
}
