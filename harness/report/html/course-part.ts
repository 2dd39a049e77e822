import type { GateReport } from '../../model/report.ts';
import { intervalText } from '../number-text.ts';
import { elapsed, percent, risk, thousands } from '../numbers.ts';
import { printable } from '../printable.ts';
import { shareText } from '../share-text.ts';
import type { Charts } from './charts.ts';
import { coursesOf, type PlacedCourse } from './course.ts';
import { type Content, html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf, type Stand } from './part.ts';
import { tableOf } from './table.ts';

/** How the shares came about while requests were sent: one picture per version, and the points of all as a table. */
export function coursePart(gate: GateReport, stand: Stand, charts: Charts): Markup | null {
  const courses = coursesOf(gate);
  if (courses.length === 0) return null;
  const active = gate.weights.filter(({ p }) => p > 0).length;
  return partOf(stand, 'course', 'Shares over the run', [
    html`<p>${bandText(gate, courses)}${
      active > courses.length ? ` Shown: the ${courses.length} of ${active} versions furthest from their expectation.` : null
    }</p>`,
    changeText(gate),
    html`<div class="courses">
${courses.map((course) => figureOf(gate, course, stand, charts))}</div>
`,
    html`<details><summary>The points as a table</summary>
${pointTable(gate, courses, stand)}</details>
`,
  ]);
}

function bandText({ judgedAt, deff }: GateReport, courses: readonly PlacedCourse[]): string {
  const line = 'Line: the share among all requests so far. Dashed: the expected share.';
  if (courses.every(({ moments }) => moments.every(({ band }) => band === null)))
    return `${line} There is no band: one for requests holds only where each is decided by itself${deff === null ? '' : `, and here those of one connection or client may go together (design effect ${deff.toFixed(2)})`}.`;
  return `${line} Band: ${risk(1 - judgedAt)} confidence for all moments of the run at once, however often one looks. The opening, where the band is widest, may be cut.`;
}

function changeText({ change, weights }: GateReport): Content {
  if (change === null) return null;
  const shares = (of: readonly (number | null)[]) =>
    weights.flatMap(({ name }, i) => {
      const share = of[i] ?? null;
      return share === null ? [] : [`${printable(name, 24)} ${percent(share)}`];
    });
  const most = 6;
  const listed = (of: readonly (number | null)[]) => shares(of).slice(0, most).join(', ');
  return html`<p>The split changed after request ${thousands(change.afterRequest)} (dotted), ${elapsed(change.atMs)} into the run: before, ${listed(change.before)}; after, ${listed(change.after)}.</p>
`;
}

function figureOf(gate: GateReport, course: PlacedCourse, { prefix }: Stand, { drawCourse }: Charts): Markup {
  const name = gate.weights[course.place]?.name ?? '';
  const last = course.moments.at(-1);
  const end = `${percent(last?.share ?? 0)} at the end, ${shareText(course.promised)} expected`;
  const band = last?.band == null ? '' : ` The band ends at ${intervalText(last.band.lo, last.band.hi)}.`;
  const changed =
    course.changeAt === null ? '' : ` A dotted line marks a change after about ${thousands(course.changeAt)} requests.`;
  return html`<figure>
<figcaption><strong>${nameOf(name, 40)}</strong>: ${end}</figcaption>
${drawCourse(course, {
  id: `${prefix}-course-${course.place + 1}`,
  title: `Share of ${printable(name, 40)} over the run`,
  description: `${end}, after ${thousands(last?.n ?? 0)} requests.${band}${changed} The table below has the points.`,
})}</figure>
`;
}

function pointTable(gate: GateReport, courses: readonly PlacedCourse[], { prefix }: Stand): Markup {
  const cell = ({ share, band }: PlacedCourse['moments'][number]) =>
    html`${percent(share)}${band === null ? null : html` <span class="aside">${intervalText(band.lo, band.hi)}</span>`}`;
  return tableOf({
    id: `${prefix}-course-table`,
    caption: 'Shares among all requests so far, with the band that holds at every moment at once',
    columns: [
      { title: 'requests', kind: 'number' },
      { title: 'after', kind: 'number' },
      ...courses.map(({ place }) => ({ title: nameOf(gate.weights[place]?.name ?? '', 24), kind: 'number' }) as const),
    ],
    rows: gate.overTime.map(({ n, atMs }, i) => [
      thousands(n),
      elapsed(atMs),
      ...courses.map(({ moments }) => {
        const moment = moments[i];
        return moment === undefined ? '–' : cell(moment);
      }),
    ]),
  });
}
