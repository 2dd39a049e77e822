import type { StreamStatistics } from '../model/order.ts';
import { MOST_CHECKPOINTS } from './checkpoints.ts';
import { LONGEST_LAG } from './lag-pairs.ts';

/** Where and why a value does not fit the others, or null. */
type Problem = string | null;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const rowsOf = ({ n, spacing }: StreamStatistics): number => Math.ceil(n / spacing);

const shapeProblem = (stream: StreamStatistics): Problem => {
  const rows = rowsOf(stream);
  if (!Number.isInteger(Math.log2(stream.spacing))) {
    return `.spacing is ${stream.spacing}, no power of two`;
  }
  if (rows > MOST_CHECKPOINTS) {
    return `.spacing is ${stream.spacing}, too small: ${stream.n} requests have more than ${MOST_CHECKPOINTS} checkpoints`;
  }
  const wrong = (['cumulative', 'sentAtMs', 'sendIndex'] as const).find((name) => stream[name].length !== rows);
  return wrong === undefined ? null : `.${wrong} has ${stream[wrong].length} entries for ${rows} checkpoints`;
};

/** Each row adds up to the requests before it, nothing is taken back, and nobody overtakes. */
const checkpointProblem = ({ n, spacing, cumulative, sendIndex }: StreamStatistics, width: number): Problem => {
  let before = { row: new Array<number>(width).fill(0), total: 0, index: -1 };
  for (const [place, row] of cumulative.entries()) {
    const total = Math.min(n, (place + 1) * spacing);
    if (row.length !== width || sum(row) !== total) {
      return `.cumulative[${place}] is not ${width} counts that add up to ${total}`;
    }
    if (row.some((count, slot) => count < (before.row[slot] ?? 0))) {
      return `.cumulative[${place}] is lower than the checkpoint before it`;
    }
    const index = sendIndex[place] ?? -1;
    if (index - before.index < total - before.total) {
      return `.sendIndex[${place}] is ${index}, too early for the requests before it`;
    }
    before = { row: [...row], total, index };
  }
  return null;
};

const openingProblem = ({ n, spacing, cumulative, opening }: StreamStatistics): Problem => {
  if (opening === null) {
    return n === 0 ? null : '.opening is null although there are requests';
  }
  const { slot, length } = opening;
  const whole = Math.floor(length / spacing);
  const isRun = length <= (cumulative.at(-1)?.[slot] ?? 0) && (whole === 0 || cumulative[whole - 1]?.[slot] === whole * spacing);
  return isRun ? null : `.opening of ${length} requests for slot ${slot} does not fit the checkpoints`;
};

const pairsProblem = ({ n, cumulative, pairs }: StreamStatistics, width: number): Problem => {
  if (pairs.length !== LONGEST_LAG) {
    return `.pairs has ${pairs.length} lags instead of ${LONGEST_LAG}`;
  }
  const totals = cumulative.at(-1) ?? [];
  for (const [place, layer] of pairs.entries()) {
    const expected = Math.max(0, n - place - 1);
    if (layer.length !== width ** 2 || sum(layer) !== expected) {
      return `.pairs[${place}] is not ${width ** 2} counts that add up to ${expected}`;
    }
    for (const [slot, total] of totals.entries()) {
      const asFirst = sum(layer.slice(slot * width, (slot + 1) * width));
      const asSecond = sum(layer.filter((_, pair) => pair % width === slot));
      // All but the last (the first) `lag` requests of a stream are the first (the second) of one pair.
      if (Math.max(asFirst, asSecond) > total || Math.min(asFirst, asSecond) < total - place - 1) {
        return `.pairs[${place}] does not fit the ${total} requests of slot ${slot}`;
      }
    }
  }
  return null;
};

/** What one stream with `width` slots can have wrong, as the rest of a path and a reason. */
export const streamProblem = (stream: StreamStatistics, width: number): Problem =>
  shapeProblem(stream) ?? checkpointProblem(stream, width) ?? openingProblem(stream) ?? pairsProblem(stream, width);
