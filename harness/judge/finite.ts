/**
 * Returns the record unchanged, or throws a RangeError naming the first number in it that is not finite. A NaN compares false with
 * everything, the same answer as a good fit gives: it must end the run, never pass.
 */
export const allFinite = <T>(record: T, path: string): T => {
  if (typeof record === 'number' && !Number.isFinite(record)) {
    throw new RangeError(`${path} is ${record}: the arithmetic failed, so there is no verdict`);
  }
  if (typeof record === 'object' && record !== null) {
    for (const [key, value] of Object.entries(record)) {
      allFinite(value, `${path}.${key}`);
    }
  }
  return record;
};
