import type { ClientCounts, OrderStatistics, StreamStatistics } from '../model/order.ts';
import type { LabelTally, Tally } from '../model/tally.ts';
import { groupProblem } from './group-problem.ts';
import { MOST_STREAMS } from './merge-order.ts';
import { countsBySlot, MOST_OWN_SLOTS, type Slots } from './slots.ts';
import { streamProblem } from './stream-problem.ts';

/** Where and why a value does not fit the others, or null. */
type Problem = string | null;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const hasRepeated = (keys: readonly string[]): boolean => new Set(keys).size < keys.length;

const slotsProblem = ({ slots, otherSlot }: Slots, labels: readonly LabelTally[]): Problem => {
  const known = new Set(labels.map(({ label }) => label));
  const stranger = slots.findIndex((label) => !known.has(label));
  if (stranger !== -1) {
    return `.slots[${stranger}] is no label of the tally`;
  }
  if (slots.length > MOST_OWN_SLOTS || hasRepeated(slots)) {
    return `.slots are not at most ${MOST_OWN_SLOTS} different labels`;
  }
  const expected = slots.length < labels.length ? slots.length : null;
  return otherSlot === expected ? null : `.otherSlot is ${otherSlot} but ${slots.length} of ${labels.length} labels have a slot`;
};

/** Every answer with a version is in a stream or late, and a stream holds no answer that was not counted. */
const streamsProblem = (streams: readonly StreamStatistics[], totals: readonly number[]): Problem => {
  if (streams.length === 0 || streams.length > MOST_STREAMS) {
    return `.streams has ${streams.length} entries instead of 1 to ${MOST_STREAMS}`;
  }
  for (const [place, stream] of streams.entries()) {
    const problem = streamProblem(stream, totals.length);
    if (problem !== null) {
      return `.streams[${place}]${problem}`;
    }
  }
  const counted = sum(streams.map(({ n, late }) => n + late));
  if (counted !== sum(totals)) {
    return `.streams hold ${counted} answers with a version, but the labels ${sum(totals)}`;
  }
  const excess = totals.findIndex((total, slot) => sum(streams.map(({ cumulative }) => cumulative.at(-1)?.[slot] ?? 0)) > total);
  return excess === -1 ? null : `.streams hold more than the ${totals[excess]} answers of slot ${excess}`;
};

const clientsProblem = (clients: readonly ClientCounts[], totals: readonly number[]): Problem => {
  if (hasRepeated(clients.map(({ name }) => name))) {
    return '.clients has a name that stands twice';
  }
  const wrong = clients.findIndex(({ counts }) => counts.length !== totals.length);
  if (wrong !== -1) {
    return `.clients[${wrong}].counts is not ${totals.length} counts`;
  }
  const slot = totals.findIndex((total, place) => sum(clients.map(({ counts }) => counts[place] ?? 0)) !== total);
  if (clients.length === 0 || slot !== -1) {
    return `.clients do not add up to the ${totals[Math.max(0, slot)] ?? 0} answers of slot ${Math.max(0, slot)}`;
  }
  return null;
};

const problemWith = (order: OrderStatistics, labels: readonly LabelTally[]): Problem => {
  const slots = slotsProblem(order, labels);
  if (slots !== null) {
    return slots;
  }
  const totals = countsBySlot(labels, order);
  const problem = streamsProblem(order.streams, totals) ?? clientsProblem(order.clients, totals);
  const groups = order.connections === null ? null : groupProblem(order.connections, totals);
  return problem ?? (groups === null ? null : `.connections${groups}`);
};

/** Where the order statistics of the right form contradict themselves or the counts, as a path and a reason; null when they do not. */
export const orderProblem = ({ labels, order }: Pick<Tally, 'labels' | 'order'>): Problem => {
  const problem = order === null ? null : problemWith(order, labels);
  return problem === null ? null : `$.order${problem}`;
};
