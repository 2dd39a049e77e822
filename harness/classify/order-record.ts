import type { ClientCounts, GroupStatistics, OrderStatistics, StreamStatistics } from '../model/order.ts';
import { count, list, numberFrom, orNull, type Reader, record, text } from './record-reader.ts';

const slot = numberFrom(0, 15, true, 'the number of a slot, 0 to 15');
const countAbove0 = numberFrom(1, Number.MAX_SAFE_INTEGER, true, 'a whole number from 1 to 2^53 − 1');
const amount = numberFrom(0, Number.MAX_SAFE_INTEGER, false, 'a number from 0 to 2^53 − 1');
/** Squares of counts, which a double holds to 16 digits. */
const square = numberFrom(0, 2 ** 106, true, 'a whole number from 0 to 2^106');

const stream = record<StreamStatistics>({
  n: count,
  late: count,
  spacing: countAbove0,
  cumulative: list(list(count)),
  sentAtMs: list(numberFrom(0, Number.MAX_SAFE_INTEGER, false, 'a number of milliseconds, 0 or more')),
  sendIndex: list(count),
  opening: orNull(record({ slot, length: countAbove0 })),
  pairs: list(list(count)),
});

const groups = record<GroupStatistics>({
  groups: countAbove0,
  sumSize: countAbove0,
  sumSizeSquared: square,
  sumInverseSize: amount,
  products: list(list(amount)),
  samePairs: square,
  sumLargest: countAbove0,
  votes: list(count),
});

const client = record<ClientCounts>({
  name: text(/^[^\p{Cc}]{1,200}$/u, 'a name of 1 to 200 characters without control characters'),
  counts: list(count),
});

/** The form of the order statistics. What the fields must be to each other is checked by `orderProblem`. */
export const orderRecord: Reader<OrderStatistics> = record<OrderStatistics>({
  slots: list(text(/^[\s\S]{1,201}$/u, 'a text of 1 to 201 characters')),
  otherSlot: orNull(slot),
  streams: list(stream),
  connections: orNull(groups),
  clients: list(client),
});
