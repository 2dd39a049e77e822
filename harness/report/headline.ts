import type { GateReport } from '../model/report.ts';
import { printable } from './printable.ts';

/** The first line behind the verdict: what was weighed and what was found, for example `… splits one 80 : two 20`. */
export function headline(gate: GateReport): string {
  const split = gate.weights.map((version) => `${printable(version.name, 24)} ${version.weight}`).join(' : ');
  const target = printable(gate.target, 120);
  // Counts that were typed in or pasted: many, and nothing was sent.
  const typedIn = gate.measurement.startedAt === null;
  switch (gate.reason) {
    case 'not-significant':
    case 'within-tolerance':
    case 'within-tolerance-although-different':
    case 'leak-bound':
      return `${target} ${typedIn ? 'fit' : 'splits'} ${split}`;
    case 'significant':
    case 'significant-and-beyond-tolerance':
      return `${target} ${typedIn ? 'do not fit' : 'does not split'} ${split}`;
    case 'structural':
      return `${target} ${typedIn ? 'hold' : 'sends'} answers where no weight points (${split})`;
    case 'failures':
      return `${target} fails too often (${split})`;
    case 'could-not-measure':
      return `${target} could not be measured`;
    case 'no-data':
      return `${target}: nothing was measured`;
    case 'vacuous':
    case 'unattributed':
    case 'low-power':
    case 'different-but-unclear-if-beyond-tolerance':
    case 'not-enough-data':
      return `${target} may or may not ${typedIn ? 'fit' : 'split'} ${split}`;
  }
}
