import type { GateReport } from '../model/report.ts';
import { percent, thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { shareText } from './share-text.ts';

const SHARES_DECIDE: ReadonlySet<GateReport['reason']> = new Set([
  'significant',
  'significant-and-beyond-tolerance',
  'structural',
]);

/**
 * The versions of a FAIL whose own share is what is wrong, by their place among the weights, each with a sentence: a version of weight
 * zero that answered, or one whose interval does not hold the promised share. None where the FAIL has another reason, and none where
 * the shares are wrong together but no single one provably so.
 */
export function wrongWeights(gate: GateReport): ReadonlyMap<number, string> {
  if (gate.verdict !== 'FAIL' || !SHARES_DECIDE.has(gate.reason)) return new Map();
  const sentences = gate.weights.map(({ p }, i): [number, string | null] => [
    i,
    p === 0 ? leakSentence(gate, i) : offSentence(gate, i),
  ]);
  return new Map(sentences.filter((entry): entry is [number, string] => entry[1] !== null));
}

/** What a stranger did: it answered, and no weight names it. Empty where strangers are allowed, or did not decide. */
export function strangerSentences({
  reason,
  structural,
  nAll,
}: GateReport): readonly { readonly name: string; readonly text: string }[] {
  if (reason !== 'structural') return [];
  return structural.unknown.map(({ name, count }) => ({
    name,
    text: `'${printable(name, 48)}' answered ${thousands(count)} of ${thousands(nAll)} requests, and no weight names it`,
  }));
}

function leakSentence(gate: GateReport, i: number): string | null {
  const name = gate.weights[i]?.name ?? '';
  const hit = gate.structural.violations.find((violation) => violation.name === name);
  return hit === undefined
    ? null
    : `${printable(name, 48)} answered ${thousands(hit.count)} of ${thousands(gate.nAll)} requests, although its weight is 0`;
}

function offSentence(gate: GateReport, i: number): string | null {
  const { lo, hi, word } = rangeAt(gate, i);
  const { name, p } = gate.weights[i] ?? { name: '', p: 0 };
  const share = gate.shares[i] ?? null;
  if (share === null || lo === null || hi === null || (p >= lo && p <= hi)) return null;
  const range = `${shareText(1 - gate.judgedAt)} ${word} ${percent(lo)} to ${percent(hi)}`;
  return `${printable(name, 48)} got ${percent(share)} (${range}), expected ${shareText(p)}`;
}

/** The interval that belongs to the decision: where a run stopped early, the band that holds whenever it is read. */
function rangeAt({ ci, sequential, weights }: GateReport, i: number) {
  if (sequential === null) return { lo: ci.lo[i] ?? null, hi: ci.hi[i] ?? null, word: 'interval' };
  // The band counts the versions with a weight only.
  const active = weights.slice(0, i).filter(({ p }) => p > 0).length;
  return { lo: sequential.band.lo[active] ?? null, hi: sequential.band.hi[active] ?? null, word: 'band' };
}
