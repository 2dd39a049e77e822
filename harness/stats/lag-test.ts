/** Same-version pairs at one distance in send order. */
export interface LagTest {
  readonly matches: number;
  readonly mean: number;
  readonly variance: number;
  /** Null where every order gives the same number of matches. */
  readonly z: number | null;
}

/** n (n − 1) … (n − r + 1). */
const falling = (n: number, r: number): number => {
  let product = 1;
  for (let j = 0; j < r; j += 1) {
    product *= n - j;
  }
  return product;
};

const ratio = (numerator: number, denominator: number): number => (denominator === 0 ? 0 : numerator / denominator);

const countVersions = (sequence: readonly number[]): number[] => {
  const counts = new Map<number, number>();
  for (const version of sequence) {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts.values()];
};

/** Mean and variance of the number of same-version pairs at distance `lag` over all orders of these counts; their sum exceeds `lag`. */
export const joinCountMoments = (counts: readonly number[], lag: number): Pick<LagTest, 'mean' | 'variance'> => {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const pairs = n - lag;
  const overlapping = Math.max(0, n - 2 * lag);
  const power = (r: number): number => counts.reduce((sum, count) => sum + falling(count, r), 0);
  const [s2, s3, s4] = [power(2), power(3), power(4)];
  const squares = counts.reduce((sum, count) => sum + falling(count, 2) ** 2, 0);
  const [q2, q3, q4] = [ratio(s2, falling(n, 2)), ratio(s3, falling(n, 3)), ratio(s4 + s2 * s2 - squares, falling(n, 4))];
  const mean = pairs * q2;
  return { mean, variance: mean + 2 * overlapping * q3 + (pairs * (pairs - 1) - 2 * overlapping) * q4 - mean * mean };
};

/** Matches set against their moments: z is null where every order gives the same number of matches. */
export const standardizedMatches = (matches: number, { mean, variance }: Pick<LagTest, 'mean' | 'variance'>): LagTest => {
  const fixed = !(variance > 1e-9 * Math.max(1, mean));
  return { matches, mean, variance, z: fixed ? null : (matches - mean) / Math.sqrt(variance) };
};

/**
 * Join-count test (Moran 1948; Cliff & Ord 1981; STATISTICS 6.2): does a request hit the version of the request `lag` before it more
 * (z > 0) or less (z < 0) often than a random order of the same counts would? Lag 1 is the runs test (Mood 1940).
 * Null when the sequence is not longer than the lag.
 */
export const lagTest = (sequence: readonly number[], lag: number): LagTest | null => {
  if (!(Number.isInteger(lag) && lag >= 1) || sequence.length <= lag) {
    return null;
  }
  const matches = sequence.reduce((sum, version, t) => sum + (t >= lag && sequence[t - lag] === version ? 1 : 0), 0);
  return standardizedMatches(matches, joinCountMoments(countVersions(sequence), lag));
};
