import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedOptions } from '../../../harness/api/asked-options.ts';
import { VERIFY_TAKES } from '../../../harness/api/taken.ts';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';

const asked = (options: object) => askedOptions(options, VERIFY_TAKES);
const refused = (options: object, message: RegExp) =>
  assert.throws(
    () => asked(options),
    (error) => error instanceof UsageError && message.test(error.message),
  );

describe('askedOptions', () => {
  it('reads what the command line reads', () => {
    const command = readCommandLine(
      [
        'verify',
        '--expect',
        'one=80,two=20',
        '--timeout',
        '250ms',
        '--rate',
        '50',
        '--no-fresh',
        '-H',
        'a: b',
        '--tolerance',
        '2',
      ],
      {},
    );
    assert.ok(command.verb === 'verify');
    const { options, given } = asked({
      expect: { one: 80, two: 20 },
      timeoutMs: 250,
      ratePerSecond: 50,
      fresh: false,
      header: 'a: b',
      tolerancePoints: 2,
    });
    assert.deepEqual(options, command.options);
    assert.deepEqual(given, command.given);
  });

  it('has the defaults of the command line, and counts undefined as left out', () => {
    const command = readCommandLine(['verify'], {});
    assert.ok(command.verb === 'verify');
    assert.deepEqual(asked({ expect: undefined, whatever: undefined }), { options: command.options, given: command.given });
  });

  it('refuses unknown names and names what was meant', () => {
    refused({ timeout: 5 }, /^verify: unknown option "timeout"; did you mean timeoutMs\?$/);
    refused({ report: 'json' }, /^verify: unknown option "report"; there are target, signal, log, onTally, expect, /);
    refused({ __proto__: null, toString: 1 }, /unknown option "toString"/);
    refused({ '\u001b[2J': 1 }, /unknown option "\\u001b\[2J"/);
  });

  it('refuses what the parsers refuse, under the name that was given', () => {
    refused({ tolerancePoints: 200 }, /^tolerancePoints: --tolerance "200": .* write percentage points such as 2$/);
    refused({ expect: '80,twenty' }, /^expect: --expect "80,twenty": /);
    refused({ requests: 0 }, /^requests: --requests "0": /);
    refused({ requests: -5 }, /^requests: --requests "-5": /);
  });

  it('refuses what is no object', () => {
    for (const wrong of [null, 5, 'x'])
      assert.throws(
        () => askedOptions(wrong as unknown as object, VERIFY_TAKES),
        /^UsageError: verify: the options are no object/,
      );
  });
});
