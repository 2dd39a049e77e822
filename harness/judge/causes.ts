import type { DiagnosticId } from '../model/diagnosis.ts';
import { lnKolmogorovUpper } from '../stats/cusum.ts';
import { groupTest } from '../stats/group-test.ts';
import { lnIncompleteGamma } from '../stats/incomplete-gamma.ts';
import { lnOpeningRunChance } from '../stats/opening-run.ts';
import { type Diagnosis, FAMILY_RISK } from './diagnose.ts';
import { type ChangePoint, changePoints } from './diagnose-cusum.ts';
import { explainedBy, type GroupingTest } from './diagnose-groups.ts';
import { periodOf } from './period.ts';

/** A grouping that explains this part of what the connections explain leaves nothing to the connections. */
const EXPLAINS_IT = 0.8;
/** More than the noise between two measures of the same thing. */
const CLEARLY_MORE = 1.1;
/** Equal but for rounding, or for one request that a dying connection spread. */
const AS_LARGE = 0.99;

/** What stands behind the diagnostics that fired, once those that follow from another one are left out (STATISTICS 6.4, 6.6). */
export interface Causes {
  /** The grouping by which versions are decided; null = each request is decided on its own. */
  readonly unit: GroupingTest | null;
  /** Signs that the split changed during the run. */
  readonly changes: ReadonlySet<'DRIFT' | 'CUSUM' | 'START'>;
  readonly shardsDisagree: boolean;
}

const rhoOf = ({ clustering }: Pick<GroupingTest, 'clustering'>): number => clustering.correlation ?? 0;
const deffOf = ({ clustering }: Pick<GroupingTest, 'clustering'>): number => Math.max(1, clustering.designEffect ?? 1);

const halves = ({ stream, checkpoint }: ChangePoint): number[][] => {
  const before = stream.cumulative[checkpoint] ?? [];
  return [[...before], (stream.cumulative.at(-1) ?? []).map((total, slot) => total - (before[slot] ?? 0))];
};

/** Share of the variation that one change point per stream explains. */
const explainedByChange = ({ order }: Diagnosis): number => {
  const n = order.streams.reduce((sum, stream) => sum + stream.n, 0);
  const parts = changePoints(order).map((change) => explainedBy(groupTest(halves(change)), change.stream.n) * change.stream.n);
  return n === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / n;
};

/**
 * A rotation that meets the connections in step gives each of them versions of its own. Then requests one period apart agree more than
 * requests of one connection do; if connections were the cause, it would be no more.
 */
const isRotation = ({ fired, serial }: Diagnosis, connections: GroupingTest): boolean => {
  const period = serial !== null && fired.has('SERIAL') ? periodOf(serial.lags) : null;
  const turn = serial?.lags.find(({ lag }) => lag === period);
  return turn !== undefined && (turn.agreement - turn.expected) / (1 - turn.expected) > CLEARLY_MORE * rhoOf(connections);
};

/**
 * Connections also differ when the split changed while they came and went, or when they belong to machines that see different splits.
 * That is no routing per connection: the change, the blocks of the run, or the machines explain as much as the connections do. Nor is
 * a rotation.
 */
const isExplainedOtherwise = (connections: GroupingTest, diagnosis: Diagnosis): boolean => {
  const { fired, blocks, clients } = diagnosis;
  const isLess = (explained: number): boolean => explained >= EXPLAINS_IT * connections.explained;
  const changed = fired.has('DRIFT') || fired.has('CUSUM');
  return (
    isRotation(diagnosis, connections) ||
    (fired.has('DRIFT') && blocks !== null && rhoOf(blocks) > rhoOf(connections) * (1 + 1e-9)) ||
    (changed && isLess(explainedByChange(diagnosis))) ||
    (fired.has('SHARD') && clients !== null && isLess(clients.explained))
  );
};

const unitOf = (diagnosis: Diagnosis): GroupingTest | null => {
  const { fired, connections, clients } = diagnosis;
  const byConnection =
    connections !== null && fired.has('CONN') && !isExplainedOtherwise(connections, diagnosis) ? connections : null;
  const byClient = clients !== null && fired.has('CLIENT') ? clients : null;
  if (byConnection === null || byClient === null) {
    return byConnection ?? byClient;
  }
  // What is decided per client is also the same on every connection of the client, so of equals the client is the cause.
  return rhoOf(byClient) >= AS_LARGE * rhoOf(byConnection) ? byClient : byConnection;
};

/**
 * Would it still be seen if requests counted for as little as their connections allow? With connections opened one after another every
 * finding about order follows from them, and none survives. Each test gets an equal part of the risk.
 */
const survives = (lnP: number, { diagnostics }: Diagnosis): boolean => lnP < Math.log(FAMILY_RISK / diagnostics.length);

const cusumSurvives = (diagnosis: Diagnosis, deff: number): boolean => {
  const { cusum } = diagnosis;
  return cusum !== null && survives(lnKolmogorovUpper(cusum.stat / Math.sqrt(deff)) + Math.log(cusum.looks), diagnosis);
};

const startSurvives = (diagnosis: Diagnosis, deff: number): boolean => {
  const { start } = diagnosis;
  if (start === null) {
    return false;
  }
  const totals = (start.stream.cumulative.at(-1) ?? []).map((total) => total / deff);
  const lnChance = lnOpeningRunChance(totals, Math.floor(start.length / deff));
  return survives(lnChance + Math.log(diagnosis.order.streams.length), diagnosis);
};

const shardsSurvive = (diagnosis: Diagnosis, deff: number): boolean => {
  if (diagnosis.clients === null) {
    return false;
  }
  const { statistic, mean, variance } = diagnosis.clients.heterogeneity;
  return survives(lnIncompleteGamma((mean * mean) / variance, ((statistic / deff) * mean) / variance).lnUpper, diagnosis);
};

const isKept = (id: DiagnosticId, diagnosis: Diagnosis, unit: GroupingTest | null): boolean => {
  if (!diagnosis.fired.has(id)) {
    return false;
  }
  if (unit?.id !== 'CONN') {
    return true;
  }
  switch (id) {
    case 'CUSUM':
      return cusumSurvives(diagnosis, deffOf(unit));
    case 'SHARD':
      return shardsSurvive(diagnosis, deffOf(unit));
    case 'START':
      return startSurvives(diagnosis, deffOf(unit));
    default:
      // Blocks hold few connections: that they differ says nothing beyond the connections (6.4).
      return false;
  }
};

/** Finds the causes. With routing per connection, what the connections explain is no finding of its own. */
export const causesOf = (diagnosis: Diagnosis): Causes => {
  const unit = unitOf(diagnosis);
  const changes = (['DRIFT', 'CUSUM', 'START'] as const).filter((id) => isKept(id, diagnosis, unit));
  return { unit, changes: new Set(changes), shardsDisagree: isKept('SHARD', diagnosis, unit) };
};
