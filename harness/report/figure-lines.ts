import type { GateReport } from '../model/report.ts';
import { controlLine } from './control-line.ts';
import { counted } from './number-text.ts';
import { elapsed, pValue, risk, thousands } from './numbers.ts';
import { paceLine } from './pace-line.ts';
import { printable } from './printable.ts';
import { slowerLine } from './slower-line.ts';

/** The test, what was sent, how versions were read and what a negative control found; nothing before the first request. */
export function figureLines(gate: GateReport): readonly string[] {
  if (gate.nAll === 0) return [];
  return [testLine(gate), trafficLine(gate), ...paceLine(gate), ...slowerLine(gate), ...groupByLine(gate), ...controlLine(gate)];
}

/** `chi-square 57.60, df 1, p = 3.2e-14`. */
function testLine(gate: GateReport): string {
  const rule = `false-alarm risk ${risk(gate.alpha)}${sharedText(gate)}`;
  if (gate.p === null || gate.log10P === null || gate.chi2 === null || gate.method === 'structural')
    return `no test of shares · ${rule}`;
  const chi2 = `chi-square ${gate.chi2.toFixed(2)}, df ${gate.df}`;
  const p = pValue(gate.p, gate.log10P);
  const how = {
    chi2: `${chi2}, ${p}`,
    exact: `${chi2}, exact test ${p}`,
    mc: `${chi2}, Monte Carlo test ${p} (${thousands(gate.replicates ?? 0)} replicates, seed ${gate.seed})`,
    sequential: `${chi2}, sequential test ${p}`,
  };
  return `${how[gate.method]} · ${rule}`;
}

/** Beside other gates: what of the risk this one had, and its p-value adjusted for them. */
function sharedText({ alpha, judgedAt, p, pHolm }: GateReport): string {
  if (pHolm === null || p === null || (judgedAt === alpha && pHolm === p)) return '';
  const adjusted = pHolm < 1e-300 ? 'p < 1e-300' : pValue(pHolm, Math.log10(pHolm));
  return ` for all gates, ${risk(judgedAt)} for this one (adjusted ${adjusted})`;
}

function trafficLine(gate: GateReport): string {
  const { sent, connections, elapsedMs } = gate.measurement;
  const over = connections.opened === 0 ? '' : ` on ${counted(connections.opened, 'connection')}`;
  const time = elapsedMs === null ? '' : ` in ${elapsed(elapsedMs)}`;
  return `${counted(sent, 'request')}${over}${time} · ${thousands(gate.failing)} failed`;
}

/** Typed-in counts and whole lines are their own names; there is nothing to tell. */
function groupByLine({ measurement }: GateReport): string[] {
  const { groupBy, startedAt } = measurement;
  return startedAt === null && groupBy === 'line' ? [] : [`versions read by ${printable(groupBy)}`];
}
