import type { GateReport } from '../model/report.ts';
import type { CiOutcome } from './ci-outcome.ts';
import type { JunitCase } from './junit-model.ts';
import { expectedText } from './number-text.ts';
import { percent, thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { shareText } from './share-text.ts';
import { strangerSentences, wrongWeights } from './wrong-weights.ts';

/** Strangers with a case of their own; more are only told in the case of the gate. */
const MOST_STRANGERS = 100;

type VersionCase = Omit<JunitCase, 'seconds' | 'type'>;

/**
 * The cases of a gate's versions, in the order of the weights, and of the strangers behind them. A version passes where the gate does,
 * or where others are the wrong ones. Where the gate is in doubt, or fails for another reason than its shares, nothing is known of one
 * version by itself: skipped.
 */
export function junitVersions(gate: GateReport, outcome: CiOutcome): readonly VersionCase[] {
  const faults = wrongWeights(gate);
  const strangers = strangerSentences(gate);
  const isKnown = outcome === 'passed' || (outcome === 'failed' && faults.size + strangers.length > 0);
  const wrong = outcome === 'failed' ? 'failed' : 'skipped';
  const versions = gate.weights.map((version, i): VersionCase => {
    const fault = faults.get(i);
    const other = isKnown ? '' : `not judged by itself: the gate is ${gate.verdict} (${gate.reason})`;
    return {
      name: `version ${printable(version.name, 80)}`,
      outcome: fault === undefined ? (isKnown ? 'passed' : 'skipped') : wrong,
      message: fault ?? other,
      detail: fault ?? '',
      output: versionLine(gate, i),
    };
  });
  const others = strangers.slice(0, MOST_STRANGERS).map(
    ({ name, text }): VersionCase => ({
      name: `stranger ${printable(name, 80)}`,
      outcome: wrong,
      message: text,
      detail: text,
      output: '',
    }),
  );
  return [...versions, ...others];
}

/** `weight 80 (80 %), expected 800, observed 704, share 70.4 %, 99 % interval 66.5 % to 74.1 %`. */
function versionLine(gate: GateReport, i: number): string {
  const { weight, p } = gate.weights[i] ?? { weight: '', p: 0 };
  const promised = `weight ${printable(weight, 24)} (${shareText(p)})`;
  if (gate.nAll === 0) return `${promised}, nothing was measured`;
  const [lo, hi, share] = [gate.ci.lo[i] ?? null, gate.ci.hi[i] ?? null, gate.shares[i] ?? null];
  const counts = `expected ${expectedText(gate.expected[i] ?? 0)}, observed ${thousands(gate.counts[i] ?? 0)}`;
  const level = shareText(1 - gate.judgedAt);
  const interval = lo === null || hi === null ? '' : `, ${level} interval ${percent(lo)} to ${percent(hi)}`;
  return `${promised}, ${counts}${share === null ? '' : `, share ${percent(share)}`}${interval}`;
}
