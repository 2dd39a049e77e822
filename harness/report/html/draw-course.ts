import { thousands } from '../numbers.ts';
import { shareText } from '../share-text.ts';
import type { Markup } from './markup.ts';
import type { Course } from './picture.ts';
import { areaY, draw, type Legend, lineY, ruleX, ruleY, text } from './plot.ts';

const SIZE = { width: 420, height: 210, marginLeft: 52, marginRight: 20, marginTop: 20, marginBottom: 34 };
/** The first part of a run, whose band is so wide that everything after it would look flat: it may leave the picture. */
const OPENING = 0.15;

/** One version over the run: its share as a line within the band, the promised share dashed, a change of the split dotted. */
export function drawCourse({ promised, moments, changeAt }: Course, legend: Legend): Markup {
  const [lowest, highest] = rangeOf(promised, moments);
  const within = (share: number) => Math.min(highest, Math.max(lowest, share));
  const points = moments.map(({ n, share, band }) => ({
    n,
    share: within(share),
    lo: band === null ? null : within(band.lo),
    hi: band === null ? null : within(band.hi),
  }));
  const first = points[0]?.n ?? 0;
  const isHigh = promised > (lowest + highest) / 2;
  return draw(legend, 'chart', {
    ...SIZE,
    x: { domain: [first, points.at(-1)?.n ?? first], ticks: 4, tickFormat: thousands, label: 'requests', labelArrow: false },
    y: { domain: [lowest, highest], ticks: 4, tickFormat: shareText, label: null, grid: true },
    marks: [
      areaY(
        points.filter(({ lo }) => lo !== null),
        { x: 'n', y1: 'lo', y2: 'hi', fill: 'var(--band)' },
      ),
      ...(['lo', 'hi'] as const).map((edge) => lineY(points, { x: 'n', y: edge, stroke: 'var(--bar)', strokeWidth: 1 })),
      ruleY([promised], { stroke: 'var(--mark)', strokeWidth: 2, strokeDasharray: '6,4' }),
      ...(changeAt === null
        ? []
        : [
            ruleX([changeAt], { stroke: 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '1,4' }),
            text(['change'], { x: [changeAt], frameAnchor: 'top', dy: -14, lineAnchor: 'top', textAnchor: 'middle' }),
          ]),
      lineY(points, { x: 'n', y: 'share', stroke: 'var(--ink)', strokeWidth: 2 }),
      text(['expected'], {
        frameAnchor: 'right',
        y: [promised],
        dx: -4,
        dy: isHigh ? 9 : -9,
        textAnchor: 'end',
        fill: 'var(--mark)',
        stroke: 'var(--page)',
        strokeWidth: 4,
      }),
    ],
  });
}

/** The lowest and the highest share in the picture, with some air. */
function rangeOf(promised: number, moments: Course['moments']): readonly [number, number] {
  const settled = moments.slice(Math.floor(moments.length * OPENING));
  const seen = [promised, ...settled.flatMap(({ share, band }) => (band === null ? [share] : [share, band.lo, band.hi]))];
  const [lowest, highest] = [Math.min(...seen), Math.max(...seen)];
  // Without a band a run may stand still at one share.
  const air = Math.max(0.005, (highest - lowest) * 0.08);
  return [Math.max(0, lowest - air), Math.min(1, highest + air)];
}
