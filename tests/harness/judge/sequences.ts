import type { GroupStatistics, OrderStatistics, StreamStatistics } from '../../../harness/model/order.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { type RandomStream, xoshiro } from '../../../harness/stats/xoshiro.ts';
import { counting } from './given.ts';

/** One stream of version numbers in send order, with the connection of each request and the machine that sent it. */
export interface Sent {
  readonly versions: readonly number[];
  readonly connections?: readonly number[];
  readonly machine?: string;
}

const LAGS = 32;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const countsOf = (versions: readonly number[], width: number): number[] =>
  Array.from({ length: width }, (_, slot) => versions.filter((version) => version === slot).length);

/** The statistics of one stream, worked out from the whole sequence. `spacing` as if it had grown so far. */
export const streamOf = (versions: readonly number[], width: number, spacing = 1): StreamStatistics => {
  const n = versions.length;
  const ends = Array.from({ length: Math.floor(n / spacing) }, (_, k) => (k + 1) * spacing);
  const points = n % spacing === 0 ? ends : [...ends, n];
  const running = Array.from({ length: width }, () => 0);
  const all = versions.map((version) => {
    running[version] = (running[version] ?? 0) + 1;
    return [...running];
  });
  const firstOther = versions.findIndex((version) => version !== versions[0]);
  return {
    n,
    late: 0,
    spacing,
    cumulative: points.map((end) => all[end - 1]!),
    sentAtMs: points.map((end) => (end - 1) * 2),
    sendIndex: points.map((end) => end - 1),
    opening: n === 0 ? null : { slot: versions[0]!, length: firstOther < 0 ? n : firstOther },
    pairs: Array.from({ length: LAGS }, (_, i) => {
      const layer = new Array<number>(width * width).fill(0);
      for (let t = i + 1; t < n; t += 1) {
        const pair = versions[t - i - 1]! * width + versions[t]!;
        layer[pair] = layer[pair]! + 1;
      }
      return layer;
    }),
  };
};

/** Rows: requests per version on each connection. */
export const tableOf = (streams: readonly Sent[], width: number): number[][] => {
  const rows = new Map<string, number[]>();
  for (const [s, { versions, connections = [] }] of streams.entries()) {
    for (const [t, version] of versions.entries()) {
      const key = `${s}/${connections[t] ?? `own ${t}`}`;
      rows.set(key, [...(rows.get(key) ?? []), version]);
    }
  }
  return [...rows.values()].map((row) => countsOf(row, width));
};

const groupsOf = (streams: readonly Sent[], width: number): GroupStatistics | null => {
  const table = tableOf(streams, width);
  if (table.every((row) => sumOf(row) < 2)) {
    return null;
  }
  const slots = Array.from({ length: width }, (_, i) => i);
  const firsts = streams.flatMap(({ versions, connections = [] }) =>
    versions.filter((_, t) => connections[t] === undefined || connections.indexOf(connections[t]) === t),
  );
  return {
    groups: table.length,
    sumSize: sumOf(table.map(sumOf)),
    sumSizeSquared: sumOf(table.map((row) => sumOf(row) ** 2)),
    sumInverseSize: sumOf(table.map((row) => 1 / sumOf(row))),
    products: slots.map((i) => slots.map((j) => sumOf(table.map((row) => (row[i]! * row[j]!) / sumOf(row))))),
    samePairs: sumOf(table.flat().map((count) => count * (count - 1))),
    sumLargest: sumOf(table.map((row) => Math.max(...row))),
    votes: countsOf(firsts, width),
  };
};

/** Order statistics of whole sequences of v1, v2, …: what the counting keeps, worked out the long way. */
export const orderOf = (streams: readonly Sent[], width: number, spacing = 1): OrderStatistics => {
  const names = [...new Set(streams.map(({ machine = 'this machine' }) => machine))];
  return {
    slots: Array.from({ length: width }, (_, i) => `v${i + 1}`),
    otherSlot: null,
    streams: streams.map(({ versions }) => streamOf(versions, width, spacing)),
    connections: groupsOf(streams, width),
    clients: names.map((name) => ({
      name,
      counts: countsOf(
        streams.filter(({ machine = 'this machine' }) => machine === name).flatMap(({ versions }) => versions),
        width,
      ),
    })),
  };
};

/** A tally of these requests to v1, v2, …, with their order. */
export const ordered = (streams: readonly Sent[], width: number, changes: Partial<Tally> = {}): Tally => {
  const order = orderOf(streams, width);
  const counts = countsOf(
    streams.flatMap(({ versions }) => versions),
    width,
  );
  const opened = order.connections?.groups ?? sumOf(counts);
  return counting(counts, { order, connections: { opened, fresh: order.connections === null }, ...changes });
};

/** Draws a version by these shares. */
export const drawn = (shares: readonly number[], random: RandomStream): number => {
  let u = random.nextUniform();
  for (const [version, share] of shares.entries()) {
    u -= share;
    if (u < 0) {
      return version;
    }
  }
  return shares.length - 1;
};

/** `n` independent draws; `shares` may depend on the request. */
export const draws = (
  n: number,
  shares: readonly number[] | ((t: number) => readonly number[]),
  seed: bigint | RandomStream,
): number[] => {
  const random = typeof seed === 'bigint' ? xoshiro(seed) : seed;
  return Array.from({ length: n }, (_, t) => drawn(typeof shares === 'function' ? shares(t) : shares, random));
};

/** Smooth weighted rotation: each turn every version gains its weight and the richest is served. */
export const rotation = (n: number, weights: readonly number[]): number[] => {
  const total = sumOf(weights);
  const credit = weights.map(() => 0);
  return Array.from({ length: n }, () => {
    for (const [i, weight] of weights.entries()) {
      credit[i] = credit[i]! + weight;
    }
    const richest = credit.indexOf(Math.max(...credit));
    credit[richest] = credit[richest]! - total;
    return richest;
  });
};

/** Each request goes to one of several workers at random; every worker rotates on its own. */
export const rotatingWorkers = (n: number, weights: readonly number[], workers: number, seed: bigint): number[] => {
  const random = xoshiro(seed);
  const dealt = Array.from({ length: workers }, () => rotation(n, weights));
  const turn = dealt.map((_, w) => w);
  return Array.from({ length: n }, () => {
    const w = Math.floor(random.nextUniform() * workers);
    const version = dealt[w]![turn[w]!]!;
    turn[w] = turn[w]! + 1;
    return version;
  });
};

/** `n` requests over `connections`, each used in turn (or, `inSequence`, one after another); a request keeps its connection's version with probability `stickiness`. */
export const onConnections = (
  n: number,
  connections: number,
  shares: readonly number[],
  seed: bigint,
  { stickiness = 1, inSequence = false } = {},
): Sent => {
  const random = xoshiro(seed);
  const own = Array.from({ length: connections }, () => drawn(shares, random));
  const used = Array.from({ length: n }, (_, t) => (inSequence ? Math.floor((t * connections) / n) : t % connections));
  const versions = used.map((c) => (random.nextUniform() < stickiness ? own[c]! : drawn(shares, random)));
  return { versions, connections: used };
};
