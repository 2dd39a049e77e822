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
  return `${[head.join('\n'), needsTable(estimate), seesText(estimate, look)].filter((block) => block !== '').join('\n\n')}\n`;
}

function needsTable({ needs, weights }: Estimate): string {
  const single = weights.filter(({ p }) => p > 0).length === 1;
  if (single)
    return needs
      .map((need) => `  to see a leak of ${need.points} % into other versions: ${thousands(need.toNotice)} requests`)
      .join('\n');
  const rows = needs.map((need) => [
    pointsText(need.points, need.effectivePoints),
    thousands(need.toNotice),
    thousands(Math.max(need.toNotice, need.toProve)),
  ]);
  const table = [['a shift of', 'to notice it', 'to prove there is none (--tolerance)'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`)
    .join('\n');
}

/** `2 points`; with a small share `5 points (0.5 for the smallest)`, because the tolerance is capped at half of a share. */
function pointsText(points: number, effective: readonly number[]): string {
  const smallest = Math.min(points, ...effective);
  return `${points} ${points === 1 ? 'point' : 'points'}${smallest < points ? ` (${Number(smallest.toPrecision(3))} for the smallest version)` : ''}`;
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
