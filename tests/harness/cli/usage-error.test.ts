import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked, UsageError } from '../../../harness/cli/usage-error.ts';

describe('checked', () => {
  it('passes a value through', () =>
    assert.equal(
      checked(() => 5),
      5,
    ));

  it('turns a parser’s RangeError into a usage error and keeps it as the cause', () => {
    const cause = new RangeError('--n "x": no');
    assert.throws(
      () =>
        checked(() => {
          throw cause;
        }),
      (error) => error instanceof UsageError && error.message === cause.message && error.cause === cause,
    );
  });

  it('leaves a fault of ours a fault', () => {
    assert.throws(
      () =>
        checked(() => {
          throw new TypeError('bug');
        }),
      TypeError,
    );
  });
});
