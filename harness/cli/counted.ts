import { parseGroupBy } from '../classify/group-by.ts';
import { mergeTallies } from '../classify/merge.ts';
import { parseTally } from '../classify/parse-tally.ts';
import { tallyFromCounts } from '../classify/typed-counts.ts';
import { parseUniqTable } from '../classify/uniq-table.ts';
import type { Tally } from '../model/tally.ts';
import { readStream, readText } from './files.ts';
import type { Host } from './host.ts';
import type { Options } from './options.ts';
import { checked, UsageError } from './usage-error.ts';

type CountOptions = Options<'counts' | 'expect' | 'labels' | 'group-by'>;

/** Counts that exist, with notes on how they were read. */
export interface Counted {
  readonly tally: Tally;
  /** Names for a bare list of weights; null = as observed. */
  readonly labels: readonly string[] | null;
  readonly notes: readonly string[];
}

/** Reads what `judge` is to judge: `--counts`, saved tallies, or a table of `sort | uniq -c`. */
export async function readCounted(files: readonly string[], options: CountOptions, host: Host): Promise<Counted> {
  if (options.counts !== undefined) {
    if (files[0] !== undefined) throw new UsageError(`judge: --counts and ${files[0]} are both given; give one of the two`);
    return typedCounts(options.counts, options);
  }
  if (files.length === 0)
    throw new UsageError(
      'judge: nothing to judge; give --counts 61,28,11, a saved tally, or - to read a counted table from standard input',
    );
  const read = await Promise.all(files.map((path) => readOne(path, options, host)));
  const tally = addUp(
    files,
    read.map((counted) => counted.tally),
  );
  return { tally, labels: null, notes: read.flatMap((counted) => counted.notes) };
}

/** Counts in the order of the weights. A UsageError unless there are as many of both. */
export function typedCounts(counts: readonly number[], options: Pick<CountOptions, 'expect' | 'labels'>): Counted {
  const labels = typedLabels(counts, options);
  return { tally: checked(() => tallyFromCounts(labels, counts)), labels, notes: [] };
}

/** One tally of several parts of a run. `names` say in messages which is which. A UsageError for parts that cannot be added up. */
export function addUp(names: readonly string[], tallies: readonly Tally[]): Tally {
  rejectRepeated(names, tallies);
  return checked(() => mergeTallies(tallies));
}

/** One run saved under two names, or named twice by a pattern, would count every request twice and look like a rotation. */
function rejectRepeated(files: readonly string[], tallies: readonly Tally[]): void {
  const seen = new Map<string, string>();
  for (const [i, tally] of tallies.entries()) {
    const name = files[i] ?? '';
    const run = JSON.stringify(tally);
    const earlier = seen.get(run);
    if (earlier !== undefined && tally.startedAt !== null)
      throw new UsageError(
        `judge ${name}: holds the same run as ${earlier}, whose requests would count twice; give every run once`,
      );
    seen.set(run, name);
  }
}

/** Typed counts stand in the order of the weights and take their names from them. */
function typedLabels(counts: readonly number[], options: Pick<CountOptions, 'expect' | 'labels'>): readonly string[] {
  const weights = options.expect;
  if (weights === undefined)
    throw new UsageError(
      `--counts ${counts.join(',')}: --expect is missing; write what the routes promise, as many weights as counts`,
    );
  if (counts.length !== weights.length) {
    throw new UsageError(
      `--counts ${counts.join(',')} has ${counts.length} numbers but --expect has ${weights.length} weights; give as many`,
    );
  }
  const labels = options.labels ?? weights.map((weight, i) => weight.name ?? `v${i + 1}`);
  if (labels.length !== counts.length)
    throw new UsageError(`--counts has ${counts.length} numbers but there are ${labels.length} names; give as many`);
  return labels;
}

async function readOne(path: string, options: CountOptions, host: Host): Promise<Omit<Counted, 'labels'>> {
  const name = path === '-' ? 'standard input' : path;
  const text = path === '-' ? await readStream(host.stdin) : await readText('judge', path);
  if (text.trimStart().startsWith('{')) {
    if (options['group-by'] !== undefined)
      throw new UsageError(
        `--group-by ${options['group-by']}: ${name} is a saved tally, its answers are grouped already; leave --group-by out`,
      );
    return { tally: checked(() => parseTally(text, name)), notes: [] };
  }
  const { tally, notes } = checked(() => parseUniqTable(text, name, parseGroupBy(options['group-by'] ?? 'auto')));
  return { tally, notes };
}
