import type { LabelTally, LatencyBuckets, Tally } from '../model/tally.ts';
import { conservationProblem } from './conservation.ts';
import { escaped } from './escaped.ts';
import { groupByText, parseGroupBy } from './group-by.ts';
import { bucketOf, HIGHEST_BUCKET } from './latency-buckets.ts';
import { orderProblem } from './order-problem.ts';
import { tallyRecord } from './tally-record.ts';

/** Where and why a value does not fit the others, or null. */
type Problem = string | null;

const sum = (counts: Readonly<Record<string, number>>): bigint =>
  Object.values(counts).reduce((total, count) => total + BigInt(count), 0n);

const bucketsProblem = (name: string, latency: LatencyBuckets, count: number): Problem => {
  const buckets = Object.keys(latency.counts).map(Number);
  if (buckets.length === 0) {
    return latency.minMs === 0 && latency.maxMs === 0 ? null : `${name} has a minimum or maximum but no counts`;
  }
  if (Math.max(...buckets) > HIGHEST_BUCKET) {
    return `${name}.counts has a bucket above ${HIGHEST_BUCKET}`;
  }
  if (sum(latency.counts) > BigInt(count)) {
    return `${name}.counts adds up to more than the count ${count}`;
  }
  const fits = bucketOf(latency.minMs) === Math.min(...buckets) && bucketOf(latency.maxMs) === Math.max(...buckets);
  return fits && latency.minMs <= latency.maxMs ? null : `${name}.minMs and maxMs are not in the lowest and the highest bucket`;
};

const latencyProblem = ({ latency, uncorrected, count }: LabelTally): Problem => {
  const problem = bucketsProblem('.latency', latency, count);
  if (problem !== null || uncorrected === undefined) {
    return problem;
  }
  return sum(uncorrected.counts) === sum(latency.counts)
    ? bucketsProblem('.uncorrected', uncorrected, count)
    : '.uncorrected.counts does not add up to as much as .latency.counts';
};

const labelProblem = (label: LabelTally): Problem => {
  if (label.failing > label.count) {
    return `.failing is ${label.failing}, more than the count ${label.count}`;
  }
  if (sum(label.statuses) > BigInt(label.count)) {
    return `.statuses adds up to more than the count ${label.count}`;
  }
  return latencyProblem(label);
};

const firstRepeated = (keys: readonly string[]): number => keys.findIndex((key, index) => keys.indexOf(key) !== index);

const groupByProblem = (groupBy: string): Problem => {
  try {
    return groupByText(parseGroupBy(groupBy)) === groupBy ? null : '$.groupBy is not written as weighbridge writes it';
  } catch (error) {
    return `$.groupBy is not a rule: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** What a record of the right form can still have wrong. */
const tallyProblem = (tally: Tally): Problem => {
  for (const [index, label] of tally.labels.entries()) {
    const problem = labelProblem(label);
    if (problem !== null) {
      return `$.labels[${index}]${problem}`;
    }
  }
  const label = firstRepeated(tally.labels.map((one) => one.label));
  if (label !== -1) {
    return `$.labels[${label}].label stands twice`;
  }
  const failure = firstRepeated(tally.failures.map(({ kind, status }) => `${kind} ${status}`));
  if (failure !== -1) {
    return `$.failures[${failure}] has the kind and status of another failure`;
  }
  const conservation = conservationProblem(tally);
  return conservation === null ? (groupByProblem(tally.groupBy) ?? orderProblem(tally)) : `$: ${conservation}`;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    const line = /\bline [0-9]+/.test(reason) ? '' : ` (line ${text.split('\n').length}, the last)`;
    throw new RangeError(`not JSON: ${escaped(reason)}${line}`);
  }
};

/**
 * Reads a saved tally and checks it completely: every field and no other, types, ranges, that everything sent is counted once, and that
 * order statistics and counts agree.
 * `fileName` is for the message only. Throws a RangeError of one line with the file, the JSON path and the fix.
 */
export const parseTally = (text: string, fileName: string): Tally => {
  try {
    const tally = tallyRecord(parseJson(text), '$');
    const problem = tallyProblem(tally);
    if (problem !== null) {
      throw new RangeError(problem);
    }
    return tally;
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    throw new RangeError(`${escaped(fileName)}: ${error.message}; give a tally as verify --tally saved it`);
  }
};
