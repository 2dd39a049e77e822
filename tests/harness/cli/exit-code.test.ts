import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { worstExitCode } from '../../../harness/cli/exit-code.ts';

describe('worstExitCode', () => {
  it('lets 1 beat 4, 4 beat 3, and 3 beat 0, in any order', () => {
    const order = [1, 4, 3, 0];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 8 }), (codes) => {
        assert.equal(
          worstExitCode(codes),
          order.find((code) => codes.includes(code)),
        );
      }),
      { seed: 1 },
    );
  });
});
