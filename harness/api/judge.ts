import { parseTally } from '../classify/parse-tally.ts';
import { tallyFromCounts } from '../classify/typed-counts.ts';
import { concludeCounted, weighedBefore } from '../cli/conclude-counted.ts';
import { addUp, type Counted, typedCounts } from '../cli/counted.ts';
import { OPTIONS } from '../cli/options.ts';
import { checked, UsageError } from '../cli/usage-error.ts';
import type { Report } from '../model/report.ts';
import type { Tally } from '../model/tally.ts';
import { askedOptions } from './asked-options.ts';
import type { JudgeOptions } from './options.ts';
import { JUDGE_TAKES } from './taken.ts';

/** Answers per version by name; or in the order of the weights, as numbers or as the command line writes them. */
export type Counts = string | Readonly<Record<string, number>> | readonly number[];

/** What is judged: numbers, or saved tallies, which are added up. */
export type Evidence =
  | { readonly counts: Counts; readonly tallies?: never }
  | { readonly tallies: Tally | readonly Tally[]; readonly counts?: never };

/**
 * Judges counts that exist: `weighbridge judge`. Sends nothing, reads no file, and gives the same report for the same counts and rule. A
 * tally that `verify` made is judged by the rule it was made for; options that are given win over it, and a note says so.
 *
 * @returns the record that `--report json` prints
 * @throws UsageError for options that cannot be, and for counts and tallies that hold a contradiction
 */
export function judge(evidence: Evidence, options: JudgeOptions = {}): Report {
  const asked = askedOptions(options, JUDGE_TAKES);
  const counted = countedOf(evidence, asked.options);
  return concludeCounted(weighedBefore(counted, asked.options, asked.given)).report;
}

type Named = Parameters<typeof typedCounts>[1];

function countedOf(evidence: Evidence, options: Named): Counted {
  const keys = typeof evidence === 'object' && evidence !== null ? Object.keys(evidence) : [];
  const [key] = keys;
  if (keys.length !== 1 || (key !== 'counts' && key !== 'tallies')) throw wrongEvidence(keys);
  if (evidence.tallies !== undefined) return { tally: savedTally(evidence.tallies), labels: null, notes: [] };
  const { counts } = evidence;
  if (typeof counts === 'string')
    return typedCounts(
      checked(() => OPTIONS.counts.parse(counts, 'counts')),
      options,
    );
  if (Array.isArray(counts)) return typedCounts(counts, options);
  if (typeof counts !== 'object' || counts === null)
    throw new UsageError('judge: counts are neither a list nor an object; give [61, 28, 11] or { one: 80, two: 20 }');
  const tally = checked(() => tallyFromCounts(Object.keys(counts), Object.values(counts)));
  return { tally, labels: null, notes: [] };
}

function savedTally(given: Tally | readonly Tally[]): Tally {
  const tallies = Array.isArray(given) ? given : [given];
  if (tallies.length === 0) throw new UsageError('judge: tallies is an empty list; give what verify hands to onTally');
  const names = tallies.map((_, i) => `tallies[${i}]`);
  // An object that was read from a file has been checked by nobody yet.
  const read = tallies.map((tally, i) => checked(() => parseTally(JSON.stringify(tally) ?? '', names[i] ?? '')));
  return addUp(names, read);
}

function wrongEvidence(keys: readonly string[]): UsageError {
  const got = keys.length === 0 ? 'nothing to judge' : `the evidence has ${keys.join(' and ')}`;
  return new UsageError(`judge: ${got}; give { counts } or { tallies }, one of the two`);
}
