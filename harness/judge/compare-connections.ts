import type { ConnectionComparison } from '../model/connection-comparison.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { groupTest } from '../stats/group-test.ts';
import { log10Of } from '../stats/log-space.ts';
import { printableText } from './name-text.ts';
import { percentText, probabilityText, wholeText } from './number-text.ts';

/** A measured and judged mode of connecting. */
export interface JudgedMode {
  readonly tally: Tally;
  readonly verdict: GateVerdict;
}

const SHOWN_VERSIONS = 6;

/** One vote per connection, by label; null when the answers were not grouped by connection. */
const votesOf = ({ order }: Tally, versions: readonly string[]): readonly number[] | null => {
  const groups = order?.connections;
  if (order === null || groups == null) {
    return null;
  }
  return versions.map((version) => groups.votes[order.slots.indexOf(version)] ?? 0);
};

const countsOf = ({ labels }: Tally, versions: readonly string[]): readonly number[] =>
  versions.map((version) => labels.find(({ label }) => label === version)?.count ?? 0);

/** How the gateway picks, from the kept connections' own diagnostic. A test that was skipped shows nothing. */
const picksOf = ({ diagnostics, unit }: GateVerdict): ConnectionComparison['picks'] => {
  if (unit === 'connection') {
    return 'per-connection';
  }
  const test = diagnostics.find(({ id }) => id === 'CONN');
  return test === undefined || test.fired ? 'unclear' : 'per-request';
};

const pickText = (picks: ConnectionComparison['picks'], { tally, verdict }: JudgedMode): string => {
  switch (picks) {
    case 'per-request':
      return 'The gateway picks per request: requests on one kept connection are as mixed as requests on connections of their own.';
    case 'per-connection':
      return `The gateway picks per connection: requests on one kept connection go the same way (correlation ${(verdict.rho ?? 1).toFixed(2)}), so ${wholeText(tally.connections.opened)} kept connections are few draws. Weigh it with --fresh.`;
    case 'unclear':
      return tally.labels.length < 2
        ? 'Whether the gateway picks per request or per connection cannot be told: on kept connections everything was answered alike.'
        : 'Whether the gateway picks per request or per connection cannot be told from these kept connections; send more requests (-n) over more connections (-c).';
  }
};

const splitText = (versions: readonly string[], counts: readonly number[]): string => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = versions.map((version, i) => `${printableText(version)} ${percentText((counts[i] ?? 0) / total)}`);
  return total === 0
    ? 'no answers'
    : `${shares.slice(0, SHOWN_VERSIONS).join(', ')}${shares.length > SHOWN_VERSIONS ? ', …' : ''}`;
};

const differenceText = (lnP: number | null, differ: boolean, isVotes: boolean): string => {
  if (lnP === null) {
    return 'There is too little to compare the two splits.';
  }
  const what = isVotes ? ', counting one vote per kept connection' : '';
  return `The two splits ${differ ? 'differ' : 'do not differ'} (p = ${probabilityText(lnP)}${what}).`;
};

/**
 * Sets new connections against kept ones: do they split alike, and does the gateway pick per request or per connection? Unless
 * it picks per request, the requests of one connection are one decision, and only its first answer is compared. Pure.
 *
 * @param alpha level below which the two splits are said to differ
 */
export const compareConnections = (fresh: JudgedMode, kept: JudgedMode, alpha: number): ConnectionComparison => {
  const versions = [...new Set([...fresh.tally.labels, ...kept.tally.labels].map(({ label }) => label))];
  const picks = picksOf(kept.verdict);
  // As long as nothing shows that requests on one connection are independent, they count as one.
  const votes = picks === 'per-request' ? null : votesOf(kept.tally, versions);
  const freshCounts = countsOf(fresh.tally, versions);
  const keptCounts = countsOf(kept.tally, versions);
  const test = groupTest([freshCounts, votes ?? keptCounts]).result;
  const lnP = test === null ? null : test.lnTails.lnUpper;
  const differ = lnP !== null && lnP < Math.log(alpha);
  const splits = `New connections: ${splitText(versions, freshCounts)}. Kept ones: ${splitText(versions, keptCounts)}.`;
  return {
    versions,
    fresh: freshCounts,
    kept: votes ?? keptCounts,
    keptUnit: votes === null ? 'request' : 'connection',
    stat: test?.statistic ?? null,
    p: lnP === null ? null : Math.exp(lnP),
    log10P: lnP === null ? null : log10Of(lnP),
    differ,
    picks,
    text: `${pickText(picks, kept)} ${splits} ${differenceText(lnP, differ, votes !== null)}`,
  };
};
