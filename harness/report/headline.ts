import type { GateReport } from '../model/report.ts';
import { printable } from './printable.ts';

/** More versions than this are counted instead of listed. */
const LISTED_VERSIONS = 6;

/** The first line behind the verdict: what was weighed and what was found, for example `… splits one 80 : two 20`. */
export function headline(gate: GateReport): string {
  const { length } = gate.weights;
  const isShort = length <= LISTED_VERSIONS;
  const listed = gate.weights.map((version) => `${printable(version.name, 24)} ${printable(version.weight, 12)}`).join(' : ');
  const split = isShort ? listed : `its traffic by the weights of ${length} versions`;
  const weights = isShort ? listed : `the weights of ${length} versions`;
  const target = printable(gate.target, 120);
  // Counts that were typed in or pasted: many, and nothing was sent.
  const typedIn = gate.measurement.startedAt === null;
  switch (gate.reason) {
    case 'not-significant':
    case 'within-tolerance':
    case 'within-tolerance-although-different':
    case 'leak-bound':
      return `${target} ${typedIn ? `fit ${weights}` : `splits ${split}`}`;
    case 'significant':
    case 'significant-and-beyond-tolerance':
      return `${target} ${typedIn ? `do not fit ${weights}` : `does not split ${split}`}`;
    case 'structural':
      return `${target} ${typedIn ? 'hold' : 'sends'} answers where no weight points (${weights})`;
    case 'failures':
      return `${target} ${typedIn ? 'hold too many failures' : 'fails too often'} (${weights})`;
    case 'could-not-measure':
      return `${target} could not be measured`;
    case 'no-data':
      return `${target}: nothing was measured`;
    case 'split-changed':
      return `${target} did not keep to one split (${weights})`;
    case 'shards-disagree':
      return `${target} splits differently for different load machines (${weights})`;
    case 'vacuous':
    case 'unattributed':
    case 'low-power':
    case 'different-but-unclear-if-beyond-tolerance':
    case 'not-enough-data':
    case 'cannot-fail':
    case 'unit-changed':
      return `${target} may or may not ${typedIn ? `fit ${weights}` : `split ${split}`}`;
  }
}

/** A gate that has a name of its own is called by it. */
export function namedHeadline(gate: GateReport): string {
  return gate.name === gate.target ? headline(gate) : `${printable(gate.name, 60)}: ${headline(gate)}`;
}
