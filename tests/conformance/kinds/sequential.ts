import { weigh } from '../../../harness/stats/deviations.ts';
import { DEFAULT_CONCENTRATIONS, evidenceStream, lnEvidence } from '../../../harness/stats/e-process.ts';
import { log10Of } from '../../../harness/stats/log-space.ts';
import { judgeSequence } from '../../../harness/stats/sequential-rule.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

const concentrationsOf = (input: CaseInput): readonly number[] => {
  if (!input.has('concentrations')) {
    return DEFAULT_CONCENTRATIONS;
  }
  return Array.isArray(input.raw('concentrations')) ? input.numbers('concentrations') : [input.number('concentrations')];
};

/** 0 or more: at the start nothing has been seen, ln E = 0. */
const pSequential = (largestLnE: number): number => Math.exp(-Math.max(0, largestLnE));

/** The e-process at checkpoints, by its closed form (section 5.1). */
export const eprocess = (input: CaseInput): JsonRecord => {
  const units = input.units();
  const isActive = (_: unknown, i: number): boolean => (units[i] ?? 0n) > 0n;
  const [split, concentrations] = [splitOf(units.filter(isActive)), concentrationsOf(input)];
  const logs = input.table('checkpoints').map((counts) => {
    const isViolated = counts.some((count, i) => count > 0 && !isActive(count, i));
    return isViolated ? Number.POSITIVE_INFINITY : lnEvidence(weigh(counts.filter(isActive), split), concentrations);
  });
  const largest = logs.map((_, i) => Math.max(0, ...logs.slice(0, i + 1)));
  const threshold = -Math.log(input.number('alpha', 0.01));
  const crossing = logs.findIndex((log) => log >= threshold);
  return {
    log_e: logs,
    running_max_log_e: largest.at(-1) ?? 0,
    p_sequential: largest.map(pSequential),
    p_sequential_final: pSequential(largest.at(-1) ?? 0),
    log10_p_sequential_final: log10Of(-(largest.at(-1) ?? 0)),
    threshold,
    first_crossing_checkpoint: crossing < 0 ? null : crossing,
  };
};

/** The e-process request by request, by its update. */
export const eprocessSequence = (input: CaseInput): JsonRecord => {
  const [units, sequence] = [input.units(), input.sequence('sequence')];
  const active = units.flatMap((unit, version) => (unit > 0n ? [version] : []));
  const stream = evidenceStream(splitOf(active.map((version) => units[version] ?? 0n)), concentrationsOf(input));
  const every = input.number('every', 1);
  const threshold = -Math.log(input.number('alpha', 0.01));
  // A structural violation is infinite evidence, and stays so.
  const firstViolation = sequence.findIndex((version) => !active.includes(version));
  const logs = sequence.map((version, n) =>
    firstViolation >= 0 && n >= firstViolation ? Number.POSITIVE_INFINITY : stream.add(active.indexOf(version)),
  );
  const crossing = logs.findIndex((log) => log >= threshold);
  const largest = logs.reduce((most, log) => Math.max(most, log), 0);
  return {
    every,
    log_e: logs.filter((_, i) => (i + 1) % every === 0),
    final_counts: units.map((_, version) => sequence.filter((hit) => hit === version).length),
    running_max_log_e: largest,
    p_sequential_final: pSequential(largest),
    log10_p_sequential_final: log10Of(-largest),
    threshold,
    first_crossing_n: crossing < 0 ? null : crossing + 1,
  };
};

/** The whole stopping rule (section 5.3). */
export const sequential = (input: CaseInput): JsonRecord => {
  const sequence = input.sequence('sequence');
  const stop = judgeSequence(
    {
      units: input.units(),
      concentrations: concentrationsOf(input),
      alpha: input.number('alpha', 0.01),
      beta: input.number('beta', 0.05),
      tolerancePoints: input.tolerancePoints(),
      minRequests: input.has('n_min') ? input.number('n_min') : null,
      maxRequests: input.has('n_max') ? input.number('n_max') : null,
    },
    sequence,
  );
  return {
    verdict: stop.verdict,
    reason: stop.reason,
    stop_n: stop.stopN,
    counts: stop.counts,
    log_e: stop.lnE,
    p_sequential: stop.lnE === null ? 0 : pSequential(stop.largestLnE),
    running_max_log_e: stop.largestLnE,
  };
};
