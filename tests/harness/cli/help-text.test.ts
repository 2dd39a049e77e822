import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../harness/cli/commands/commands.ts';
import { helpText } from '../../../harness/cli/help-text.ts';

describe('helpText', () => {
  it('is no wider than the terminal, however wide that is', () => {
    for (const spec of [null, ...COMMANDS])
      for (const columns of [80, 90, 110, 1000])
        for (const line of helpText(spec, columns).split('\n')) {
          assert.ok([...line].length <= Math.min(columns, 110), line);
          assert.doesNotMatch(line, / $/);
        }
  });

  it('stays help on a terminal that says it has no columns', () => assert.match(helpText(COMMANDS[0], 0), /--expect/));
});
