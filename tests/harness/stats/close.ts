import assert from 'node:assert/strict';

/** Asserts |got − want| ≤ max(abs, rel·|want|). */
export const assertClose = (got: number, want: number, rel: number, abs = 0): void => {
  assert.ok(Math.abs(got - want) <= Math.max(abs, rel * Math.abs(want)), `got ${got}, want ${want}`);
};
