import type { Answer, Failure, ObservationSink, TransportFailure } from '../../model/observation.ts';

/** Outcomes kept until their labels can be known. */
export interface HeldOutcomes extends ObservationSink {
  /** Requests that have an outcome. */
  readonly count: number;
  /** Hands every outcome to `sink` in send order, answers without headers and body, and every connection closed after its last one. */
  replayInto(sink: ObservationSink): void;
}

const FIRST_CAPACITY = 1_024;
const NO_HEADERS: readonly Buffer[] = [];
/** Below every HTTP status and above that of tcp: a failure, by its kind's place. */
const FIRST_FAILURE = 1;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** 22 bytes per request, 30 with a rate. `endings` holds a status, or what kind of failure it was. */
interface Columns {
  readonly endings: Uint16Array;
  readonly connections: Uint32Array;
  readonly latenciesMs: Float64Array;
  readonly sentAtMs: Float64Array;
  /** From the real send, for the open loop; empty in the closed one. */
  readonly uncorrectedMs: Float64Array;
}

const columns = (capacity: number, uncorrectedCapacity = 0): Columns => ({
  endings: new Uint16Array(capacity),
  connections: new Uint32Array(capacity),
  latenciesMs: new Float64Array(capacity),
  sentAtMs: new Float64Array(capacity),
  uncorrectedMs: new Float64Array(uncorrectedCapacity),
});

const wider = (from: Columns, capacity: number, isOpenLoop: boolean): Columns => {
  const to = columns(capacity, isOpenLoop ? capacity : 0);
  to.endings.set(from.endings);
  to.connections.set(from.connections);
  to.latenciesMs.set(from.latenciesMs);
  to.sentAtMs.set(from.sentAtMs);
  to.uncorrectedMs.set(from.uncorrectedMs);
  return to;
};

/** By request, 1 for the last one of its connection: whoever counts by connection can fold it up there. */
const lastOfConnection = ({ connections }: Columns, count: number): Uint8Array => {
  const highest = connections.subarray(0, count).reduce((most, one) => Math.max(most, one), 0);
  const seen = new Uint8Array(highest + 1);
  const isLast = new Uint8Array(count);
  for (let index = count - 1; index >= 0; index -= 1) {
    const connection = connections[index] ?? 0;
    isLast[index] = seen[connection] === 1 ? 0 : 1;
    seen[connection] = 1;
  }
  return isLast;
};

/**
 * Holds what must be known of a request besides its label: status or failure, connection, latency, send time. 22 bytes per request (30
 * with a rate), twice that while room is made. Of the words of a failure the first ones of each kind are kept.
 */
export const createHeldOutcomes = (): HeldOutcomes => {
  let held = columns(FIRST_CAPACITY);
  let count = 0;
  const kinds: { readonly kind: TransportFailure; readonly detail: string }[] = [];

  let isOpenLoop = false;

  const keep = ({ index, connection, latencyMs }: Answer | Failure, ending: number): void => {
    while (index >= held.endings.length) {
      held = wider(held, 2 * held.endings.length, isOpenLoop);
    }
    held.endings[index] = ending;
    held.connections[index] = connection;
    held.latenciesMs[index] = latencyMs;
    count += 1;
  };
  const keepUncorrected = (index: number, uncorrectedMs: number): void => {
    if (!isOpenLoop) {
      isOpenLoop = true;
      held = wider(held, held.endings.length, isOpenLoop);
    }
    held.uncorrectedMs[index] = uncorrectedMs;
  };
  const placeOf = ({ kind, detail }: Failure): number => {
    const known = kinds.findIndex((one) => one.kind === kind);
    return known === -1 ? kinds.push({ kind, detail }) - 1 : known;
  };

  return {
    answer: (answer) => {
      const { index, status, sentAtMs, uncorrectedMs } = answer;
      keep(answer, status);
      held.sentAtMs[index] = sentAtMs;
      if (uncorrectedMs !== null) {
        keepUncorrected(index, uncorrectedMs);
      }
    },
    failure: (failure) => keep(failure, FIRST_FAILURE + placeOf(failure)),
    // Connections end by request in the replay.
    closed: () => {},
    get count() {
      return count;
    },
    replayInto: (sink) => {
      const isLast = lastOfConnection(held, count);
      const body = Buffer.alloc(0);
      const answer: Mutable<Answer> = {
        index: 0,
        connection: 0,
        status: 0,
        headers: NO_HEADERS,
        body,
        sentAtMs: 0,
        latencyMs: 0,
        uncorrectedMs: null,
      };
      for (let index = 0; index < count; index += 1) {
        const ending = held.endings[index] ?? 0;
        const connection = held.connections[index] ?? 0;
        const latencyMs = held.latenciesMs[index] ?? 0;
        const failure = kinds[ending - FIRST_FAILURE];
        if (failure !== undefined) {
          sink.failure({ index, connection, latencyMs, ...failure });
        } else {
          Object.assign(answer, { index, connection, latencyMs, status: ending, sentAtMs: held.sentAtMs[index] ?? 0 });
          answer.uncorrectedMs = isOpenLoop ? (held.uncorrectedMs[index] ?? 0) : null;
          sink.answer(answer);
        }
        if (isLast[index] === 1) {
          sink.closed(connection);
        }
      }
    },
  };
};
