import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { commandText } from '../../../harness/cli/command-text.ts';
import type { OptionName } from '../../../harness/cli/options.ts';

const text = (positionals: readonly string[], ...options: readonly (readonly [OptionName, readonly (string | boolean)[]])[]) =>
  commandText('verify', { positionals, options: new Map(options) });

describe('a command as one may type it again', () => {
  it('leaves plain words as they are', () => {
    assert.equal(
      text(['tcp://127.0.0.1:31400'], ['expect', ['one=80,two=20']], ['requests', ['1000']], ['fresh', [true]]),
      'weighbridge verify tcp://127.0.0.1:31400 --expect one=80,two=20 --requests 1000 --fresh',
    );
  });

  it('writes switches that were turned off, and repeated options', () => {
    assert.equal(
      text([], ['fresh', [false]], ['out', ['a.json', 'b c.txt']]),
      "weighbridge verify --no-fresh --out a.json --out 'b c.txt'",
    );
  });

  it('hides what headers keep secret', () => {
    const shown = text(['http://a/'], ['header', ['Authorization: Bearer abc', 'x-api-key:abc', 'end-user: eric']]);
    assert.doesNotMatch(shown, /abc/);
    assert.match(shown, /--header 'Authorization: \*\*\*' --header 'x-api-key: \*\*\*' --header 'end-user: eric'/);
  });

  it('is read by a shell as it was typed', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !one.includes('\0'));
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (target, bodies) => {
        const line = text([target], ['body', bodies]).replace('weighbridge', "printf '%s\\0'");
        const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
        assert.deepEqual(stdout.split('\0'), ['verify', target, ...bodies.flatMap((body) => ['--body', body]), '']);
      }),
      { numRuns: 30 },
    );
  });
});
