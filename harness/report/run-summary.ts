import type { GateReport, Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { risk } from './numbers.ts';
import { printable } from './printable.ts';

/** Gates that are called by name behind a verdict; more are only counted. */
const MOST_NAMES = 5;

const WORST_FIRST: readonly Verdict[] = ['FAIL', 'INCONCLUSIVE', 'PASS'];

/** How a run of several gates ended: `3 gates: 1 FAIL (shop), 2 PASS · false-alarm risk 1 % for all together`. */
export function runSummary({ gates }: Report): string {
  const counts = WORST_FIRST.flatMap((verdict) => {
    const such = gates.filter((gate) => gate.verdict === verdict);
    return such.length === 0 ? [] : [`${such.length} ${verdict}${verdict === 'PASS' ? '' : ` (${namesOf(such)})`}`];
  });
  const largest = Math.max(...gates.map(({ alpha }) => alpha));
  return `${gates.length} gates: ${counts.join(', ')} · false-alarm risk ${risk(largest)} for all together`;
}

function namesOf(gates: readonly GateReport[]): string {
  const shown = gates.slice(0, MOST_NAMES).map(({ name }) => printable(name, 40));
  return gates.length > shown.length ? `${shown.join(', ')} and ${gates.length - shown.length} more` : shown.join(', ');
}
