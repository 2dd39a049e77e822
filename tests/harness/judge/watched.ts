import { createMonitor } from '../../../harness/judge/sequential-monitor.ts';
import type { Expectation } from '../../../harness/model/expectation.ts';
import type { SequentialFindings } from '../../../harness/model/sequential.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

/** Lets a monitor see labels until it has had enough. */
export const watched = (expectation: Expectation, cap: number, labels: Iterable<string | null>): SequentialFindings => {
  const monitor = createMonitor(expectation, cap);
  for (const label of labels) {
    if (monitor.observe(label)) {
      break;
    }
  }
  return monitor.findings();
};

/** Requests drawn with these shares of v1, v2, …; the last one takes the rest. */
export function* traffic(n: number, shares: readonly number[], seed: bigint): Generator<string> {
  const random = xoshiro(seed);
  for (let i = 0; i < n; i += 1) {
    let [left, version] = [random.nextUniform(), 0];
    while (version < shares.length - 1 && left >= shares[version]!) {
      left -= shares[version]!;
      version += 1;
    }
    yield `v${version + 1}`;
  }
}

/** The same few labels over and over. */
export function* inTurn(n: number, ...labels: readonly (string | null)[]): Generator<string | null> {
  for (let i = 0; i < n; i += 1) {
    yield labels[i % labels.length] ?? null;
  }
}
