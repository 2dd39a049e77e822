import { shown } from '../../../text/shown.ts';
import { named, plain } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import { isCoveredBy } from '../host-match.ts';
import { namespaceOfHost } from '../host-namespace.ts';
import type { Report } from '../surroundings.ts';
import { type BookedPolicy, isSeenFrom, ROOT_NAMESPACE } from './policy-book.ts';

/**
 * Subsets that are defined for a host and that clients nevertheless do not find, because another DestinationRule holds for that host instead:
 * policies of different hosts, namespaces or visibility are not combined, one of them holds alone (pilot: PushContext.destinationRule).
 */
export function reportShadowedSubsets(all: readonly BookedPolicy[], report: Report): void {
  const losers = all.filter(({ policy }) => policy.subsets.length > 0);
  for (const winner of all) {
    for (const loser of losers) {
      const why = winner === loser ? null : reason(winner, loser, all);
      if (why !== null) reportPair(winner, loser, why, report);
    }
  }
}

function reportPair(winner: BookedPolicy, loser: BookedPolicy, why: string, report: Report): void {
  const kept = new Set(winner.policy.subsets.map(({ name }) => name));
  const [rule] = winner.policy.objects;
  const [other] = loser.policy.objects;
  if (rule === undefined || other === undefined) return;
  for (const subset of loser.policy.subsets.filter(({ name }) => !kept.has(name))) {
    report(
      warning(
        'subset-taken-away',
        winner.policy.place,
        `${named(rule)} takes subset ${shown(subset.name)} of ${named(other)} (${subset.place.file}:${subset.place.line}) away from ${plain(winner.policy.host)}: ${why}, and the two are not combined`,
        `define subset ${shown(subset.name)} in ${named(rule)} as well`,
      ),
    );
  }
}

/** Why `winner` holds for its host where `loser` would, for some clients at least; null where it does not. */
function reason(winner: BookedPolicy, loser: BookedPolicy, all: readonly BookedPolicy[]): string | null {
  const [mine, its] = [winner.policy, loser.policy];
  if (!isCoveredBy(mine.host, its.host)) return null;
  if (mine.namespace === its.namespace) {
    if (mine.host !== its.host) return `its host is more specific than ${plain(its.host)}`;
    return all.indexOf(winner) < all.indexOf(loser) ? 'it is exported to other namespaces' : null;
  }
  const home = namespaceOfHost(mine.host);
  if (!isSeenFrom(loser, mine.namespace)) return null;
  if (its.namespace === home) return `for clients in namespace ${plain(mine.namespace)} it comes first`;
  if (its.namespace === ROOT_NAMESPACE) return `it is nearer than those of ${ROOT_NAMESPACE}`;
  return null;
}
