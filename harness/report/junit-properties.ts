import type { GateReport } from '../model/report.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

/** Fields that stand in a JUnit suite under their name in the JSON report, with every digit that they have there. */
const FIELDS = [
  'verdict',
  'reason',
  'exitCode',
  'alpha',
  'judgedAt',
  'beta',
  'deltaPp',
  'n',
  'nAll',
  'unattributed',
  'failing',
  'unit',
  'nEff',
  'method',
  'chi2',
  'df',
  'p',
  'log10P',
  'pHolm',
  'maxDevPp',
  'nPlan',
  'seed',
] as const satisfies readonly (keyof GateReport)[];

/** What a gate rests on, as names and values: only what is known. */
export function junitProperties(gate: GateReport, look: Look): readonly (readonly [name: string, value: string])[] {
  const { groupBy, connections, startedAt, elapsedMs, end } = gate.measurement;
  const expect = gate.weights.map(({ name, weight }) => `${printable(name, 48)}=${printable(weight, 24)}`).join(',');
  const all: readonly (readonly [string, string | number | null | undefined])[] = [
    ['target', printable(gate.target, 400)],
    ['expect', printable(expect, 2000)],
    ...FIELDS.map((field) => [field, fieldText(gate, field)] as const),
    ['groupBy', printable(groupBy, 400)],
    ['connections', connections.opened],
    ['startedAt', startedAt],
    ['elapsedMs', elapsedMs],
    ['end', end],
    ['command', look.command === undefined ? null : printable(look.command, 4000)],
    ['made', look.made],
  ];
  return all.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, String(value)] as const]));
}

/** A p-value that a double cannot hold is not 0; its logarithm stands beside it. */
function fieldText(gate: GateReport, field: (typeof FIELDS)[number]): string | number | null {
  return (field === 'p' || field === 'pHolm') && gate[field] === 0 ? '< 1e-300' : gate[field];
}
