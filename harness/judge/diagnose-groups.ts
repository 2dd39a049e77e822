import type { OrderStatistics } from '../model/order.ts';
import { type Clustering, clustering, clusteringOfSums } from '../stats/clustering.ts';
import { groupTestOfSums, totalsOfSums } from '../stats/group-sums.ts';
import { columnTotals, type GroupTest, groupTest } from '../stats/group-test.ts';
import type { Heterogeneity } from '../stats/heterogeneity.ts';
import type { Tested } from './tested.ts';

/** A smaller loss of information than this changes no verdict. */
const LEAST_DESIGN_EFFECT = 1.25;
/** Clients that see nearly one version each are routed by client; clients that see different mixtures are not. */
const ONE_VERSION_EACH = 0.9;
/** As many clients as this are source addresses, not load machines that one could name. */
const MANY_CLIENTS = 50;

/** A grouping of the requests and what it explains. */
export interface GroupingTest extends Tested<'CONN' | 'CLIENT' | 'SHARD'> {
  readonly groups: number;
  readonly n: number;
  readonly clustering: Clustering;
  readonly heterogeneity: Heterogeneity;
  /** Share of the variation between requests that the groups explain, beyond what chance would: 0 to 1. */
  readonly explained: number;
  /** One vote per group by slot. */
  readonly votes: readonly number[];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** (T − E) / (N·(versions − 1)): the largest T can get is N·(versions − 1), with every group on one version. */
export const explainedBy = ({ pooling, result }: GroupTest, n: number): number =>
  result === null ? 0 : (result.statistic - result.mean) / (n * (pooling.length - 1));

const grouping = (
  test: GroupTest,
  measures: Clustering,
  facts: Pick<GroupingTest, 'groups' | 'n' | 'votes'>,
): Omit<GroupingTest, 'id'> | null => {
  const { result } = test;
  if (result === null) {
    return null;
  }
  return {
    stat: result.statistic / result.mean,
    lnP: result.lnTails.lnUpper,
    guard: (measures.designEffect ?? 1) >= LEAST_DESIGN_EFFECT,
    ...facts,
    clustering: measures,
    heterogeneity: result,
    explained: explainedBy(test, facts.n),
  };
};

/** CONN (STATISTICS 6.3): do connections differ in where their requests go? Null where no two requests shared a connection. */
export const diagnoseConnections = ({ connections }: OrderStatistics): GroupingTest | null => {
  if (connections === null) {
    return null;
  }
  const totals = totalsOfSums(connections);
  const facts = { groups: connections.groups, n: sumOf(totals), votes: connections.votes };
  const found = grouping(groupTestOfSums(connections), clusteringOfSums(connections, totals), facts);
  return found === null ? null : { id: 'CONN', ...found };
};

/** The slot with the most requests; the first of equals. */
const majority = (counts: readonly number[]): number => counts.indexOf(Math.max(...counts));

/**
 * CLIENT or SHARD (STATISTICS 6.3): do clients (load machines or source addresses) see different splits? It is one test; what it found
 * decides its name. Clients that each stay on one version (correlation from 0.9) are routed by client, and so are 50 or more clients
 * that differ: CLIENT. A few machines that each see a mixture, but not the same one, talk to different gateways: SHARD.
 */
export const diagnoseClients = ({ clients }: OrderStatistics): GroupingTest | null => {
  const table = clients.map(({ counts }) => counts).filter((counts) => sumOf(counts) > 0);
  const votes = columnTotals(table).map((_, slot) => table.filter((counts) => majority(counts) === slot).length);
  const measures = clustering(table);
  const found = grouping(groupTest(table), measures, { groups: table.length, n: sumOf(table.flat()), votes });
  if (found === null) {
    return null;
  }
  const isPerClient = found.guard && ((measures.correlation ?? 0) >= ONE_VERSION_EACH || table.length >= MANY_CLIENTS);
  return isPerClient ? { id: 'CLIENT', ...found } : { id: 'SHARD', ...found, guard: true };
};
