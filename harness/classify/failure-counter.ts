import type { FailureTally } from '../model/tally.ts';

/** Requests without a version, by kind and status, with the first example of each. */
export interface FailureCounter {
  /** `describe` is called for the first of its kind only. */
  add(kind: string, status: number | null, describe: () => string, count?: number): void;
  /** In the order first seen. */
  toTally(): FailureTally[];
  copy(): FailureCounter;
}

interface Counted {
  readonly kind: string;
  readonly status: number | null;
  readonly example: string;
  count: number;
}

/** An empty counter, or one that goes on from `start` without touching it. */
export const createFailureCounter = (start: readonly FailureTally[] = []): FailureCounter => {
  const keyOf = (kind: string, status: number | null): string => `${kind} ${status ?? ''}`;
  const byKey = new Map<string, Counted>(start.map((failure) => [keyOf(failure.kind, failure.status), { ...failure }]));
  const toTally = (): FailureTally[] => [...byKey.values()].map((failure) => ({ ...failure }));
  return {
    add: (kind, status, describe, count = 1) => {
      const key = keyOf(kind, status);
      const known = byKey.get(key);
      if (known === undefined) {
        byKey.set(key, { kind, status, count, example: describe() });
      } else {
        known.count += count;
      }
    },
    toTally,
    copy: () => createFailureCounter(toTally()),
  };
};
