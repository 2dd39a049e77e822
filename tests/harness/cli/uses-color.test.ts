import assert from 'node:assert/strict';
import { it } from 'node:test';
import { usesColor } from '../../../harness/cli/uses-color.ts';

for (const [env, isTTY, expected] of [
  [{}, true, true],
  [{}, false, false],
  [{}, undefined, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
] as const)
  it(`${JSON.stringify(env)} on ${isTTY ? 'a terminal' : 'a file'}: ${expected}`, () =>
    assert.equal(usesColor(env, isTTY === undefined ? {} : { isTTY }), expected));
