import type { Estimate } from '../model/estimate.ts';
import type { Look } from './look.ts';
import { risk, thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** The estimate for a person: the question, then how many requests each answer needs. */
export function renderPlanText(estimate: Estimate, look: Look): string {
  const split = estimate.weights
    .map(({ name, weight }) => (name === null ? weight : `${printable(name, 24)} ${weight}`))
    .join(' : ');
  const head = wrap(`${split}, false-alarm risk ${risk(estimate.alpha)}, power ${risk(estimate.power)}`, look.columns);
  return `${[head.join('\n'), needsTable(estimate), capText(estimate, look), seesText(estimate, look)].filter((block) => block !== '').join('\n\n')}\n`;
}

function needsTable({ needs, weights }: Estimate): string {
  const single = weights.filter(({ p }) => p > 0).length === 1;
  if (single)
    return needs
      .map((need) => `  to see a leak of ${need.points} % into other versions: ${thousands(need.toNotice)} requests`)
      .join('\n');
  const rows = needs.map((need) => [
    pointsText(need.points),
    thousands(need.toNotice),
    thousands(Math.max(need.toNotice, need.toProve)),
  ]);
  const table = [['a shift of', 'to notice it', 'to prove there is none (--tolerance)'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`)
    .join('\n');
}

function pointsText(points: number): string {
  return `${points} ${points === 1 ? 'point' : 'points'}`;
}

/** Half of a small share is a larger change to its version than the points that were asked about (STATISTICS 3.2). */
function capText({ needs }: Estimate, look: Look): string {
  // The slack: a share times 100 need not be the number of points that it came from.
  const capped = needs.flatMap(({ points, effectivePoints }) => effectivePoints.filter((own) => own < points * (1 - 1e-9)));
  if (capped.length === 0) return '';
  const smallest = Math.min(...capped);
  return wrap(
    `Small shares are held more tightly: a version may be off by half of its share at most, here ${pointsText(Number(smallest.toPrecision(3)))} for the smallest.`,
    look.columns,
  ).join('\n');
}

function seesText({ sees, power }: Estimate, look: Look): string {
  if (sees === null) return '';
  const largest = Math.max(...sees.mdsPp);
  const warning = sees.lowPower ? ' That is too coarse to notice a 5-point shift, or a version that gets nothing or double.' : '';
  return wrap(
    `${thousands(sees.requests)} requests notice a shift of ${largest.toFixed(1)} points or more with ${risk(power)} probability; smaller ones may go unseen.${warning}`,
    look.columns,
  ).join('\n');
}
