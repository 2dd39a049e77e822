import type { GateReport } from '../model/report.ts';
import { pValue, thousands } from './numbers.ts';
import { printable } from './printable.ts';

/** More shares than this are not listed. */
const MOST_SHARES = 6;

/** What the negative control found, in one sentence; nothing when none was asked for. */
export function controlLine({ control }: GateReport): string[] {
  if (control === null) return [];
  const shares = control.weights.map(({ p }) => String(Number((p * 100).toPrecision(4))));
  const wrong = shares.length > MOST_SHARES ? '' : ` (${shares.join(' : ')})`;
  const moved = `${Number(control.movedPp.toPrecision(3))} points moved from ${printable(control.from, 24)} to ${printable(control.to, 24)}`;
  const p = control.p === null || control.log10P === null ? '' : `, ${pValue(control.p, control.log10P)}`;
  const found = control.failed
    ? `the same answers FAIL${p}`
    : `the same answers do not FAIL${p}; that takes about ${thousands(control.nNeeded)} requests`;
  return [`negative control: with ${moved}${wrong} ${found}`];
}
