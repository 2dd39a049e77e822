import type { ClientCounts, GroupStatistics, OrderStatistics, StreamStatistics } from '../../../harness/model/order.ts';

/** One request as it was sent; `label` null = it has no version. */
export interface Sent {
  readonly label: string | null;
  readonly connection: number;
  readonly sentAtMs: number;
}

type Versioned = Sent & { readonly label: string; readonly index: number };

const tallied = (values: readonly number[], width: number): number[] =>
  Array.from({ length: width }, (_, slot) => values.filter((value) => value === slot).length);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The same statistics as `harness/classify` keeps in one pass, from the full sequence, by the words of the definitions. */
export const naiveOrder = (
  sent: readonly Sent[],
  client = 'this machine',
  late: ReadonlySet<number> = new Set(),
): OrderStatistics => {
  const versioned = sent.flatMap((one, index): Versioned[] => (one.label === null ? [] : [{ ...one, label: one.label, index }]));
  const labels = [...new Set(versioned.map(({ label }) => label))];
  const frequency = (wanted: string): number => versioned.filter(({ label }) => label === wanted).length;
  const frequencies = new Map(labels.map((label) => [label, frequency(label)]));
  labels.sort((a, b) => frequencies.get(b)! - frequencies.get(a)! || (a < b ? -1 : 1));
  const slots = labels.slice(0, 15);
  const width = Math.min(16, labels.length);
  const slotOf = ({ label }: Versioned): number => (slots.includes(label) ? slots.indexOf(label) : 15);
  return {
    slots,
    otherSlot: labels.length > 15 ? 15 : null,
    streams: [
      naiveStream(
        versioned.filter(({ index }) => !late.has(index)),
        slotOf,
        width,
        versioned.filter(({ index }) => late.has(index)).length,
      ),
    ],
    connections: naiveGroups(versioned, slotOf, width),
    clients: [{ name: client, counts: tallied(versioned.map(slotOf), width) } satisfies ClientCounts],
  };
};

const naiveStream = (
  requests: readonly Versioned[],
  slotOf: (one: Versioned) => number,
  width: number,
  late: number,
): StreamStatistics => {
  const sequence = requests.map(slotOf);
  const n = sequence.length;
  let spacing = 1;
  while (n > 4096 * spacing) spacing *= 2;
  const ends = Array.from({ length: Math.ceil(n / spacing) }, (_, place) => Math.min(n, (place + 1) * spacing));
  const running = new Array<number>(width).fill(0);
  const rows = sequence.map((slot) => {
    running[slot]! += 1;
    return [...running];
  });
  const firstOther = requests.findIndex(({ label }) => label !== requests[0]!.label);
  return {
    n,
    late,
    spacing,
    cumulative: ends.map((end) => rows[end - 1]!),
    sentAtMs: ends.map((end) => Math.round(requests[end - 1]!.sentAtMs * 1000) / 1000),
    sendIndex: ends.map((end) => requests[end - 1]!.index),
    opening: n === 0 ? null : { slot: sequence[0]!, length: firstOther === -1 ? n : firstOther },
    pairs: Array.from({ length: 32 }, (_, place) => {
      const layer = new Array<number>(width * width).fill(0);
      for (let t = place + 1; t < n; t += 1) layer[sequence[t - place - 1]! * width + sequence[t]!]! += 1;
      return layer;
    }),
  };
};

const naiveGroups = (
  requests: readonly Versioned[],
  slotOf: (one: Versioned) => number,
  width: number,
): GroupStatistics | null => {
  const groups = [...Map.groupBy(requests, ({ connection }) => connection).values()];
  if (groups.every((group) => group.length === 1)) return null;
  const rows = groups.map((group) => tallied(group.map(slotOf), width));
  const byLabel = groups.map((group) => [...Map.groupBy(group, ({ label }) => label).values()].map((same) => same.length));
  const sizes = groups.map((group) => group.length);
  return {
    groups: groups.length,
    sumSize: sum(sizes),
    sumSizeSquared: sum(sizes.map((m) => m * m)),
    sumInverseSize: sum(sizes.map((m) => 1 / m)),
    products: Array.from({ length: width }, (_, i) =>
      Array.from({ length: width }, (_, j) => sum(rows.map((row, g) => (row[i]! * row[j]!) / sizes[g]!))),
    ),
    samePairs: sum(byLabel.flat().map((count) => count * (count - 1))),
    sumLargest: sum(byLabel.map((counts) => Math.max(...counts))),
    votes: tallied(
      groups.map((group) => slotOf(group[0]!)),
      width,
    ),
  };
};

/** The same statistics with every sum of fractions rounded to nine digits, so that the order of addition does not matter. */
export const rounded = (order: OrderStatistics | null): unknown =>
  JSON.parse(JSON.stringify(order, (key, value) => (key === 'sumInverseSize' || key === 'products' ? roundAll(value) : value)));

const roundAll = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(roundAll) : typeof value === 'number' ? Number(value.toPrecision(9)) : value;
