import type { WeightedAddress } from '../wiring.ts';
import type { Part } from './port-plan.ts';

/** Whole numbers in the same proportions, as small as possible. Exact for any weights; a list without a number above zero stays as it is. */
export function reduced(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce((a, b) => gcd(a, b), 0);
  return divisor === 0 ? weights : weights.map((weight) => weight / divisor);
}

/**
 * Every server of a split with a weight of its own, for a rotation over all of them: those of a part share the weight of the part, however
 * many they are. 80 for two replicas and 20 for one make 2, 2, 1. Parts that answer a status have no server.
 */
export function rotation(parts: readonly Part[]): readonly WeightedAddress[] {
  const pools = parts.flatMap((part) => (part.kind === 'pool' ? [{ weight: part.weight, servers: part.pool.servers }] : []));
  const sums = pools.map(({ servers }) => servers.reduce((sum, { weight }) => sum + weight, 0));
  const common = sums.reduce((a, b) => (a / gcd(a, b)) * b, 1);
  const servers = pools.flatMap((pool, index) =>
    pool.servers.map((server) => ({ ...server, weight: pool.weight * server.weight * (common / (sums[index] ?? 1)) })),
  );
  const weights = reduced(servers.map(({ weight }) => weight));
  return servers.map((server, index) => ({ ...server, weight: weights[index] ?? 0 }));
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
