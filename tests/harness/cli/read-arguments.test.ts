import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { VERIFY } from '../../../harness/cli/commands/verify.ts';
import { readArguments } from '../../../harness/cli/read-arguments.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';

const read = (...argv: string[]) => {
  const { positionals, options } = readArguments(VERIFY, argv);
  return { positionals, ...Object.fromEntries(options) };
};

describe('readArguments', () => {
  for (const [argv, expected] of [
    [[], { positionals: [] }],
    [['t', '--expect', '80,20'], { positionals: ['t'], expect: ['80,20'] }],
    [['--expect=80,20', 't'], { positionals: ['t'], expect: ['80,20'] }],
    [['--expect='], { positionals: [], expect: [''] }],
    [['--expect', ''], { positionals: [], expect: [''] }],
    [['-n', '5'], { positionals: [], requests: ['5'] }],
    [['-n5'], { positionals: [], requests: ['5'] }],
    [['-n=5'], { positionals: [], requests: ['5'] }],
    [['-n', '-5'], { positionals: [], requests: ['-5'] }],
    [['--expect', '-.5,1'], { positionals: [], expect: ['-.5,1'] }],
    [['--by', 'hop:2'], { positionals: [], 'group-by': ['hop:2'] }],
    [['-H', 'a: b', '-H', 'c: d'], { positionals: [], header: ['a: b', 'c: d'] }],
    [['-Ha: b=c'], { positionals: [], header: ['a: b=c'] }],
    [['--fresh', '--no-fresh', '--fresh=false', '--fresh=true'], { positionals: [], fresh: [true, false, false, true] }],
    [['--', '--expect', '-n'], { positionals: ['--expect', '-n'] }],
    [['--labels', '"a,b"'], { positionals: [], labels: ['"a,b"'] }],
    [["--body='x'"], { positionals: [], body: ["'x'"] }],
    [['--body', '-'], { positionals: [], body: ['-'] }],
    [['--body=--x'], { positionals: [], body: ['--x'] }],
    [['--payload', 'true'], { positionals: [], payload: ['true'] }],
    [['--labels', 'a.b', '--labels', '0x10'], { positionals: [], labels: ['a.b', '0x10'] }],
  ] as const)
    it(JSON.stringify(argv), () => assert.deepEqual(read(...argv), expected));

  for (const [argv, message] of [
    [['--expct', '1'], 'unknown option --expct; did you mean --expect?'],
    [['--frobnicate'], 'unknown option --frobnicate; see weighbridge verify --help'],
    [['--constructor'], 'unknown option --constructor; see weighbridge verify --help'],
    [['--__proto__=1'], 'unknown option --__proto__; see weighbridge verify --help'],
    [['--n', '5'], 'unknown option --n; did you mean -n?'],
    [['-z'], 'unknown option -z; see weighbridge verify --help'],
    [['--expect'], '--expect needs a value; write it behind the flag'],
    [['-n'], '-n needs a value; write it behind the flag'],
    [['--header', '--fresh'], '--header needs a value; write it behind the flag, or --header=--fresh if it is meant so'],
    [['--no-expect'], '--no-expect: --expect cannot be switched off; leave it out'],
    [['--fresh=yes'], '--fresh=yes: --fresh takes no value; write --fresh or --no-fresh'],
    [['--no-fresh=true'], '--no-fresh=true: --fresh takes no value; write --fresh or --no-fresh'],
  ] as const)
    it(`refuses ${argv.join(' ')}`, () => assert.throws(() => read(...argv), { name: 'UsageError', message }));

  it('hands every value on exactly as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
        assert.deepEqual(read(`--body=${value}`), { positionals: [], body: [value] });
        if (!/^-[^\d.]/.test(value)) assert.deepEqual(read('--body', value), { positionals: [], body: [value] });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('loses no argument: each one is a positional, an option or the reason of a refusal', () => {
    const piece = fc.oneof(
      fc.constantFrom('--expect', '-n', '--', '-', '--fresh', '--no-fresh', '--by=x', '-H'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (argv) => {
        try {
          const { positionals, options } = readArguments(VERIFY, argv);
          const values = [...options.values()].flat().length;
          assert.ok(positionals.length + values <= argv.length);
          assert.ok(positionals.length + 2 * values + 1 >= argv.length);
        } catch (error) {
          assert.ok(error instanceof UsageError);
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
