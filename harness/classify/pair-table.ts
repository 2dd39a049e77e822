/**
 * Sums over pairs of small whole numbers in several layers. The pair (a, b) has its layers side by side, from (b × width + a) × layers on:
 * counting one b against many a touches neighbouring memory, which is twice as fast as a table per layer.
 */
export interface PairTable {
  readonly layers: number;
  /** One more than the largest number there is room for. */
  width: number;
  values: Float64Array;
}

const FIRST_WIDTH = 4;

/** A table of zeros. */
export const createPairTable = (layers: number): PairTable => ({
  layers,
  width: FIRST_WIDTH,
  values: new Float64Array(layers * FIRST_WIDTH ** 2),
});

/** Makes room for `number`. The table is as wide as the largest number, so give out numbers one after another. */
export const makeRoomFor = (table: PairTable, number: number): void => {
  const { layers, width, values } = table;
  let wider = width;
  while (number >= wider) {
    wider *= 2;
  }
  if (wider === width) {
    return;
  }
  table.width = wider;
  table.values = new Float64Array(layers * wider ** 2);
  for (let b = 0; b < width; b += 1) {
    table.values.set(values.subarray(b * width * layers, (b + 1) * width * layers), b * wider * layers);
  }
};

/** Adds to one pair in one layer; there must be room for both numbers. */
export const addPair = ({ layers, width, values }: PairTable, layer: number, a: number, b: number, amount: number): void => {
  const place = (b * width + a) * layers + layer;
  values[place] = (values[place] ?? 0) + amount;
};

/** Layer by layer the sums of the numbers below `width`, in rows: entry a × width + b. */
export const layersOf = (table: PairTable, width: number): number[][] => {
  const at = (layer: number, a: number, b: number): number =>
    Math.max(a, b) < table.width ? (table.values[(b * table.width + a) * table.layers + layer] ?? 0) : 0;
  return Array.from({ length: table.layers }, (_layer, layer) =>
    Array.from({ length: width ** 2 }, (_pair, pair) => at(layer, Math.floor(pair / width), pair % width)),
  );
};

/** The same sums, to be changed apart. */
export const copyOfPairs = (table: PairTable): PairTable => ({ ...table, values: table.values.slice() });
