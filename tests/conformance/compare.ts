import { isRecord, type JsonRecord } from './reference-file.ts';
import { type Tolerance, toleranceFor } from './tolerance.ts';

/** A simulated probability: compared by standard errors instead of digits. */
export class Simulated {
  readonly p: number;
  readonly replicates: number;
  constructor(p: number, replicates: number) {
    this.p = p;
    this.replicates = replicates;
  }
}

/** One field that is not as expected, ready to print. */
export interface Mismatch {
  readonly field: string;
  readonly text: string;
}

export interface Tolerances {
  readonly file: JsonRecord;
  readonly own: unknown;
}

/** These describe how an estimate was made, not what should come out (STATISTICS 12). */
const DESCRIPTIONS = /^(se|se_.*|.*_se|reps|replicates)$/;
/** Compared exactly even where a relative tolerance would let a large one slip. */
const WHOLE_NUMBERS =
  /(^|\.)(n|n_(?!.*_real$).*|df|k_active|k|index|count|counts|final_counts|pooled|lag|matches|initial_run|version|change_after|stop_n|every|unknown|state|u32|first_crossing_.*)$/;
/** Below this a p-value is compared through its logarithm only. */
const SMALLEST_P = 1e-290;
const STANDARD_ERRORS = 5;

const show = (value: unknown): string =>
  value instanceof Simulated ? `${value.p} (${value.replicates} replicates)` : (JSON.stringify(value) ?? 'nothing');

const mismatch = (field: string, got: unknown, want: unknown, rule: string): Mismatch[] => [
  { field, text: `got ${show(got)}, want ${show(want)}, ${rule}` },
];

const isClose = (got: number, want: number, { rel, abs }: Tolerance): boolean =>
  Math.abs(got - want) <= Math.max(abs, rel * Math.abs(want));

const compareNumber = (field: string, got: unknown, want: number, tolerances: Tolerances): Mismatch[] => {
  const path = field.replace(/\[\d+\]/g, '');
  if (typeof got !== 'number' || Number.isNaN(got)) {
    return mismatch(field, got, want, 'a number');
  }
  if (WHOLE_NUMBERS.test(path)) {
    return got === want ? [] : mismatch(field, got, want, 'exactly');
  }
  if (/(^|\.)p(_|$)/.test(path) && want < SMALLEST_P) {
    return got < SMALLEST_P * 1e10 ? [] : mismatch(field, got, want, 'below 1e-280');
  }
  const tolerance = toleranceFor(path, tolerances.file, tolerances.own);
  return isClose(got, want, tolerance) ? [] : mismatch(field, got, want, `tolerance rel ${tolerance.rel} abs ${tolerance.abs}`);
};

/** The standard error stated beside an estimate: `se_p` or `se` beside `p`, `se_chi2_order` beside `p_chi2_order`. */
const statedError = (siblings: JsonRecord, key: string, p: number): number => {
  const names = [`se_${key}`, `${key}_se`, key.replace(/^p/, 'se'), 'se'];
  const stated = names.map((name) => siblings[name]).find((value) => typeof value === 'number');
  if (stated !== undefined) {
    return stated;
  }
  const reps = siblings.reps;
  return typeof reps === 'number' && reps > 0 ? Math.sqrt((p * (1 - p)) / reps) : 0;
};

const compareSimulated = (field: string, got: Simulated, want: unknown, siblings: JsonRecord): Mismatch[] => {
  if (typeof want !== 'number') {
    return mismatch(field, got, want, 'a probability');
  }
  const key = field.split('.').at(-1) ?? field;
  const wanted = key.startsWith('log10_') ? 10 ** want : want;
  const own = Math.sqrt((wanted * (1 - wanted)) / got.replicates);
  const error = Math.hypot(own, statedError(siblings, key, wanted));
  // (b + 1)/(B + 1) can never be nearer to a tiny p than its own step.
  const limit = STANDARD_ERRORS * error + 1 / (got.replicates + 1);
  return Math.abs(got.p - wanted) <= limit ? [] : mismatch(field, got, want, `within ${limit}`);
};

const compareArray = (field: string, got: unknown, want: readonly unknown[], tolerances: Tolerances): Mismatch[] => {
  if (!Array.isArray(got) || got.length !== want.length) {
    return mismatch(field, got, want, `an array of ${want.length}`);
  }
  return want.flatMap((value, i) => compareValue(`${field}[${i}]`, got[i], value, tolerances, {}));
};

const compareValue = (field: string, got: unknown, want: unknown, tolerances: Tolerances, siblings: JsonRecord): Mismatch[] => {
  if (got instanceof Simulated) {
    return compareSimulated(field, got, want, siblings);
  }
  if (typeof want === 'number') {
    return compareNumber(field, got, want, tolerances);
  }
  if (Array.isArray(want)) {
    return compareArray(field, got, want, tolerances);
  }
  if (isRecord(want)) {
    return isRecord(got) ? compareRecord(got, want, tolerances, `${field}.`) : mismatch(field, got, want, 'an object');
  }
  if (want === null) {
    return got === null || got === undefined ? [] : mismatch(field, got, want, 'nothing');
  }
  return got === want ? [] : mismatch(field, got, want, 'exactly');
};

/** Compares every expected field; one that nobody computed is a mismatch, so nothing is passed by silence. */
export const compareRecord = (got: JsonRecord, want: JsonRecord, tolerances: Tolerances, prefix = ''): Mismatch[] =>
  Object.entries(want).flatMap(([key, value]) => {
    const field = `${prefix}${key}`;
    if (DESCRIPTIONS.test(key) || (key === 'exact' && value === null)) {
      return [];
    }
    if (!(key in got) && value !== null) {
      return mismatch(field, undefined, value, 'a field that this kind computes');
    }
    return compareValue(field, got[key], value, tolerances, want);
  });
