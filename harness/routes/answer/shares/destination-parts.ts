import { versionsOf } from '../../cluster/versions-of.ts';
import type { Destination } from '../../route-table.ts';
import { hostAndPort, portOf } from './destination-text.ts';
import { type Fraction, fraction, times } from './fraction.ts';
import { category, type Part } from './part.ts';

/** How an answer is given that no workload gives: over HTTP by a status, else by closing the connection. */
export type Layer = 'http' | 'connection';

const EMPTY = 'no endpoints';

/** What a destination would be called if something answered there: for a weight of 0 there is no share that could fail. */
const unansweredName = (destination: Destination): string =>
  versionsOf({ ...destination, service: null }).versions[0]?.version ?? destination.host;

/**
 * The parts of one weighted destination.
 *
 * @param share of all requests of the answer that go here
 * @param weight as written where `share` is nothing but weight / sum, else null
 */
export const destinationParts = (
  destination: Destination,
  share: Fraction,
  weight: bigint | null,
  layer: Layer,
  askedPort: number | null,
): readonly Part[] => {
  const { refused, host, place } = destination;
  const isNever = share.over === 0n;
  if (refused !== null && !isNever) {
    const status = layer === 'http' ? refused.status : 0;
    return [{ ...category(status, refused.reason, share, destination.weight.place), weight }];
  }
  const { versions } = versionsOf(destination);
  if (versions.length === 0 && !isNever) {
    return [{ ...category(layer === 'http' ? 503 : 0, EMPTY, share, destination.weight.place), weight }];
  }
  const named = versions.length === 0 ? [{ version: unansweredName(destination), parts: 1n, place: null }] : versions;
  const sum = named.reduce((total, { parts }) => total + parts, 0n);
  const isWhole = named.length === 1;
  return named.map(({ version, parts, place: workload }) => ({
    kind: 'version',
    name: version,
    host,
    destination: hostAndPort(host, portOf(destination, askedPort)),
    status: null,
    share: isWhole ? share : times(share, fraction(parts, sum)),
    weight: isWhole ? weight : null,
    place: isWhole ? destination.weight.place : (workload ?? place),
  }));
};
