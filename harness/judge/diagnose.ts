import type { Diagnostic, DiagnosticId } from '../model/diagnosis.ts';
import type { OrderStatistics } from '../model/order.ts';
import { holm } from '../stats/holm.ts';
import { log10Of } from '../stats/log-space.ts';
import { type BlockTest, testBlocks } from './blocks.ts';
import { type CusumTest, diagnoseCusum } from './diagnose-cusum.ts';
import { diagnoseDrift } from './diagnose-drift.ts';
import { diagnoseClients, diagnoseConnections, type GroupingTest } from './diagnose-groups.ts';
import { diagnoseSerial, type SerialTest } from './diagnose-serial.ts';
import { diagnoseStart, type StartTest } from './diagnose-start.ts';
import { diagnoseUnder } from './diagnose-under.ts';
import type { Tested } from './tested.ts';
import { assertOrder } from './valid-order.ts';

/** Chance that any diagnostic fires although every request was routed independently. */
export const FAMILY_RISK = 0.001;

/** What the order and the grouping of the answers tell. A part is null where it could not be computed. */
export interface Diagnosis {
  readonly order: OrderStatistics;
  readonly diagnostics: readonly Diagnostic[];
  readonly fired: ReadonlySet<DiagnosticId>;
  readonly blocks: BlockTest | null;
  readonly cusum: CusumTest | null;
  readonly start: StartTest | null;
  readonly connections: GroupingTest | null;
  /** CLIENT or SHARD: its id tells which. */
  readonly clients: GroupingTest | null;
  readonly serial: SerialTest | null;
}

const besideTheOthers = (tests: readonly Tested[]): Diagnostic[] => {
  const adjusted = holm(tests.map(({ lnP }) => Math.exp(lnP)));
  return tests.map(({ id, stat, lnP, guard }, i) => {
    const pHolm = adjusted[i] ?? 1;
    return { id, stat, p: Math.exp(lnP), log10P: log10Of(lnP), pHolm, fired: guard && pHolm < FAMILY_RISK };
  });
};

/**
 * How did the gateway split (STATISTICS 6)? Every test is conditional on the totals, so a wrong split triggers none and a right split
 * hides none; together they fire with probability 0.001 when routing is independent (Holm). Throws a RangeError for order statistics
 * that contradict themselves.
 */
export const diagnose = (order: OrderStatistics): Diagnosis => {
  assertOrder(order);
  const blocks = testBlocks(order);
  const parts = {
    cusum: diagnoseCusum(order),
    start: diagnoseStart(order),
    connections: diagnoseConnections(order),
    clients: diagnoseClients(order),
    serial: diagnoseSerial(order),
  };
  const fromBlocks = blocks === null ? [] : [diagnoseUnder(blocks), diagnoseDrift(blocks)];
  const tests: (Tested | null)[] = [...fromBlocks, parts.cusum, parts.start, parts.connections, parts.clients, parts.serial];
  const diagnostics = besideTheOthers(tests.filter((test) => test !== null));
  const fired = new Set(diagnostics.filter((diagnostic) => diagnostic.fired).map(({ id }) => id));
  return { order, diagnostics, fired, blocks, ...parts };
};
