/** Most observations that wait for an earlier one. */
const MOST = 65_536;
const FIRST_CAPACITY = 1_024;
const VACANT = -2;

/** Hears the observations in send order. `code` is what was put. */
export type InOrder = (code: number, sentAtMs: number, index: number) => void;

/** Brings observations, which come in the order of completion, back into send order. */
export interface ReorderRing {
  /** An observation: its send order from 0, a code of −1 or more, its send time. Passes on everything that is in order now. */
  put(index: number, code: number, sentAtMs: number): void;
  /** True when more than half of the room lies behind the oldest unfinished request; the other half is for what is under way. */
  readonly isHalfFull: boolean;
  /** True once an unfinished request had to be passed over, and what follows is no finished prefix any more. */
  readonly hasGap: boolean;
}

/**
 * A window of 65,536 requests in send order (STATISTICS 5.3). A request that is more than the window behind is passed over, and is
 * dropped when it finishes after all. Starts small: few requests are under way at once, and a small ring stays in the processor's cache.
 */
export const createReorderRing = (inOrder: InOrder): ReorderRing => {
  let codes = new Int32Array(FIRST_CAPACITY).fill(VACANT);
  let times = new Float64Array(FIRST_CAPACITY);
  let mask = FIRST_CAPACITY - 1;
  /** The oldest index that was not passed on. */
  let next = 0;
  let highest = -1;
  let waiting = 0;
  let hasGap = false;

  const grow = (): void => {
    const capacity = 2 * codes.length;
    const [widerCodes, widerTimes] = [new Int32Array(capacity).fill(VACANT), new Float64Array(capacity)];
    for (let index = next; index < next + codes.length; index += 1) {
      widerCodes[index & (capacity - 1)] = codes[index & mask] ?? VACANT;
      widerTimes[index & (capacity - 1)] = times[index & mask] ?? 0;
    }
    [codes, times, mask] = [widerCodes, widerTimes, capacity - 1];
  };
  /** Goes on by one index; false when that request is unfinished. */
  const advance = (): boolean => {
    const place = next & mask;
    const code = codes[place] ?? VACANT;
    const index = next;
    next += 1;
    if (code === VACANT) {
      return false;
    }
    codes[place] = VACANT;
    waiting -= 1;
    inOrder(code, times[place] ?? 0, index);
    return true;
  };
  const makeRoom = (index: number): void => {
    while (index - next >= codes.length && codes.length < MOST) {
      grow();
    }
    while (index - next >= MOST) {
      // With nobody waiting there is nothing to pass on: a far index must not cost a walk of its length.
      if (waiting === 0) {
        next = index - MOST + 1;
        hasGap = true;
      } else if (!advance()) {
        hasGap = true;
      }
    }
  };

  return {
    put: (index, code, sentAtMs) => {
      if (index < next) {
        return;
      }
      highest = Math.max(highest, index);
      if (index === next && waiting === 0) {
        next += 1;
        inOrder(code, sentAtMs, index);
        return;
      }
      makeRoom(index);
      const place = index & mask;
      if (codes[place] !== VACANT) {
        return;
      }
      codes[place] = code;
      times[place] = sentAtMs;
      waiting += 1;
      while (waiting > 0 && codes[next & mask] !== VACANT) {
        advance();
      }
    },
    get isHalfFull() {
      return highest - next >= MOST / 2;
    },
    get hasGap() {
      return hasGap;
    },
  };
};
