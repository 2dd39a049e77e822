import type { ClientCounts, GroupStatistics, OrderStatistics } from '../model/order.ts';
import type { LabelTally, Tally } from '../model/tally.ts';
import { reslotClient, reslotGroups, reslotStream } from './reslot.ts';
import { chooseSlots, slotCount, slotMoves } from './slots.ts';

/** Most streams that one tally holds. */
export const MOST_STREAMS = 256;

/** The counts of one part. */
type Part = Pick<Tally, 'labels' | 'order'>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const addUp = (a: readonly number[], b: readonly number[]): number[] => a.map((value, place) => value + (b[place] ?? 0));

/** Connections that carried one request each: known completely by their number per slot. */
const singles = (counts: readonly number[]): GroupStatistics => {
  const n = sum(counts);
  return {
    groups: n,
    sumSize: n,
    sumSizeSquared: n,
    sumInverseSize: n,
    products: counts.map((count, row) => counts.map((_, column) => (row === column ? count : 0))),
    samePairs: 0,
    sumLargest: n,
    votes: counts,
  };
};

const addGroups = (a: GroupStatistics, b: GroupStatistics): GroupStatistics => ({
  groups: a.groups + b.groups,
  sumSize: a.sumSize + b.sumSize,
  sumSizeSquared: a.sumSizeSquared + b.sumSizeSquared,
  sumInverseSize: a.sumInverseSize + b.sumInverseSize,
  products: a.products.map((row, place) => addUp(row, b.products[place] ?? [])),
  samePairs: a.samePairs + b.samePairs,
  sumLargest: a.sumLargest + b.sumLargest,
  votes: addUp(a.votes, b.votes),
});

const mergeConnections = (orders: readonly OrderStatistics[], width: number): GroupStatistics | null => {
  if (orders.every(({ connections }) => connections === null)) {
    return null;
  }
  const none = new Array<number>(width).fill(0);
  const requestsOf = ({ clients }: OrderStatistics): number[] =>
    clients.reduce((counts, client) => addUp(counts, client.counts), none);
  return orders.map((order) => order.connections ?? singles(requestsOf(order))).reduce(addGroups);
};

const mergeClients = (clients: readonly ClientCounts[]): ClientCounts[] => {
  const byName = new Map<string, ClientCounts>();
  for (const client of clients) {
    const known = byName.get(client.name);
    byName.set(client.name, known === undefined ? client : { ...known, counts: addUp(known.counts, client.counts) });
  }
  return [...byName.values()];
};

/** The statistics of one part under the slots of the whole. */
const reslotted = (order: OrderStatistics, slots: Pick<OrderStatistics, 'slots' | 'otherSlot'>): OrderStatistics => {
  const to = { moves: slotMoves(order, slots), width: slotCount(slots) };
  return {
    ...slots,
    streams: order.streams.map((stream) => reslotStream(stream, to)),
    connections: order.connections && reslotGroups(order.connections, to),
    clients: order.clients.map((client) => reslotClient(client, to)),
  };
};

/**
 * The order statistics of several parts as one, under common slots; `total` are the label counts of all. Streams stay apart, for there is no
 * order between them; groups add up, and so do clients of one name. Null when the order of some part is not known.
 * Throws a RangeError when there are more than 256 streams.
 */
export const mergeOrders = (parts: readonly Part[], total: readonly LabelTally[]): OrderStatistics | null => {
  const known = parts.flatMap(({ labels, order }) => (order === null ? [] : [{ labels, order }]));
  if (known.length < parts.length) {
    return null;
  }
  const slots = chooseSlots(known, total);
  const orders = known.map(({ order }) => reslotted(order, slots));
  const streams = orders.flatMap((order) => order.streams);
  if (streams.length > MOST_STREAMS) {
    throw new RangeError(
      `the tallies hold ${streams.length} streams of requests together, more than the ${MOST_STREAMS} that can be judged at once; give fewer tallies`,
    );
  }
  return {
    ...slots,
    streams,
    connections: mergeConnections(orders, slotCount(slots)),
    clients: mergeClients(orders.flatMap((order) => order.clients)),
  };
};
