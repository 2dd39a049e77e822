/**
 * The point in [low, high] where a monotone question changes its answer, to the last bit of a double.
 * `isBelow(x)` must be true left of the point and false right of it.
 */
export const bisect = (low: number, high: number, isBelow: (x: number) => boolean): number => {
  let [left, right] = [low, high];
  for (;;) {
    const middle = left + (right - left) / 2;
    if (middle <= left || middle >= right) {
      return middle;
    }
    if (isBelow(middle)) {
      left = middle;
    } else {
      right = middle;
    }
  }
};

/** The same on [0, ∞): the upper end is found by doubling. */
export const bisectFromZero = (isBelow: (x: number) => boolean): number => {
  let high = 1;
  while (isBelow(high) && high < Number.MAX_VALUE / 4) {
    high *= 2;
  }
  return bisect(high === 1 ? 0 : high / 2, high, isBelow);
};
