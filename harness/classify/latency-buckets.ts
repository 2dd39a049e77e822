/**
 * The buckets: a latency is rounded to whole microseconds v, up to 2^42 (50 days). Below 128 µs every v is its own bucket, with
 * index v. Above, each doubling is cut into 64 equal buckets: with e = floor(log2 v) − 6 the index is 64·e + floor(v / 2^e), which goes on
 * from 128 without a gap. A bucket is at most 1/64 of its lower edge wide, so its middle is within 0.8 % of every latency in it.
 */
const STEPS = 64;
const HIGHEST_US = 2 ** 42;

/** The longest latency that is told from longer ones, in milliseconds. */
export const LONGEST_LATENCY_MS = HIGHEST_US / 1000;

/** The bucket that a latency in milliseconds falls into, 0 to `HIGHEST_BUCKET`. Negative counts as 0; throws a RangeError for NaN. */
export const bucketOf = (latencyMs: number): number => {
  if (Number.isNaN(latencyMs)) {
    throw new RangeError('a latency is not a number; this is a fault in weighbridge');
  }
  const us = Math.min(HIGHEST_US, Math.max(0, Math.round(latencyMs * 1000)));
  if (us < 2 * STEPS) {
    return us;
  }
  const exponent = us < 2 ** 31 ? 25 - Math.clz32(us) : 25 - Math.clz32(Math.floor(us / 2 ** 31)) + 31;
  return STEPS * exponent + Math.floor(us / 2 ** exponent);
};

export const HIGHEST_BUCKET = bucketOf(LONGEST_LATENCY_MS);

/** The middle of a bucket in milliseconds: within 0.8 % of every latency counted in it (within 0.5 µs below 128 µs). */
export const bucketMiddleMs = (bucket: number): number => {
  const exponent = bucket < 2 * STEPS ? 0 : Math.floor(bucket / STEPS) - 1;
  const widthUs = 2 ** exponent;
  return ((bucket - STEPS * exponent) * widthUs + (widthUs - 1) / 2) / 1000;
};
