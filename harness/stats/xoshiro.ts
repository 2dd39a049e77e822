/** A stream of random numbers that is the same for the same seed, everywhere. */
export interface RandomStream {
  /** The next 32 random bits as a whole number from 0 to 2^32 − 1. */
  nextUint32(): number;
  /** The next number in [0, 1) with 53 random bits. */
  nextUniform(): number;
}

const MASK_64 = (1n << 64n) - 1n;
const MASK_32 = 0xffffffffn;
const LARGEST_SEED = MASK_64;

/** SplitMix64: the n-th output (from 1) of a 64-bit seed. Spreads seeds like 1, 2, 3 over the whole state space. */
const splitMix64 = (seed: bigint, n: bigint): bigint => {
  let z = (seed + n * 0x9e3779b97f4a7c15n) & MASK_64;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  return z ^ (z >> 31n);
};

/** A seed as a whole number from 0 to 2^64 − 1, given as bigint or decimal text. Throws a RangeError that names it otherwise. */
export const seedNumber = (seed: bigint | string): bigint => {
  const value = typeof seed === 'bigint' ? seed : /^[0-9]{1,40}$/.test(seed) ? BigInt(seed) : -1n;
  if (value < 0n || value > LARGEST_SEED) {
    throw new RangeError(`seed ${JSON.stringify(String(seed).slice(0, 40))} is not a whole number from 0 to ${LARGEST_SEED}`);
  }
  return value;
};

/** The four 32-bit state words that a seed stands for: low and high half of two SplitMix64 outputs (STATISTICS 1.5). */
export const xoshiroState = (seed: bigint | string): [number, number, number, number] => {
  const value = seedNumber(seed);
  const [first, second] = [splitMix64(value, 1n), splitMix64(value, 2n)];
  const [low, high] = [(z: bigint) => Number(z & MASK_32), (z: bigint) => Number(z >> 32n)];
  return [low(first), high(first), low(second), high(second)];
};

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** xoshiro128** (Blackman & Vigna 2021), seeded from 64 bits. Example: seed 42 starts with 1776835114. */
export const xoshiro = (seed: bigint | string): RandomStream => {
  let [s0, s1, s2, s3] = xoshiroState(seed);
  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  };
  const nextUniform = (): number => {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
  return { nextUint32, nextUniform };
};
