import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readArguments, UsageError } from '../../../services/tcp-echo/config.ts';

test('arguments by example', () => {
  const plain = { ports: [9000], prefix: 'hello', host: null, quiet: false };
  const examples: [string[], unknown][] = [
    [['9000', 'hello'], plain],
    [['9000,9001,0,0', 'hello'], { ...plain, ports: [9000, 9001, 0, 0] }],
    [['0', 'hello world'], { ...plain, ports: [0], prefix: 'hello world' }],
    [['65535', ' '], { ...plain, ports: [65_535], prefix: ' ' }],
    [['--quiet', '9000', 'hello'], { ...plain, quiet: true }],
    [['9000', '--quiet', 'hello', '--quiet'], { ...plain, quiet: true }],
    [['--host', '127.0.0.1', '9000', 'hello'], { ...plain, host: '127.0.0.1' }],
    [['9000', 'hello', '--host=::1'], { ...plain, host: '::1' }],
    [['9000', '--', '--quiet'], { ...plain, prefix: '--quiet' }],
    [['--help'], 'help'],
    [['nonsense', 'a', 'b', '--help'], 'help'],
  ];
  for (const [args, expected] of examples) assert.deepEqual(readArguments(args), expected, args.join(' '));
});

test('every wrong argument is named on one line with what to do', () => {
  const examples: [string[], RegExp][] = [
    [[], /^no port given; add/],
    [['9000'], /^no prefix given after "9000"; add/],
    [['9000', 'a', 'b'], /^"b" is one argument too many; put/],
    [['9000', ''], /^prefix "" is empty; give/],
    [['9000', 'a\nb'], /^prefix "a\\nb" is more than one line; remove/],
    [['9000', 'a\r'], /^prefix "a\\r" is more than one line/],
    [['hello', '9000'], /^port "hello" is not a number from 0 to 65535; write/],
    [['65536', 'x'], /^port "65536" is not/],
    [['9000,', 'x'], /^port "" in "9000," is not/],
    [['9000,1e3', 'x'], /^port "1e3" in "9000,1e3" is not/],
    [['9000,9000', 'x'], /^port 9000 is given twice in "9000,9000"; give it once$/],
    [['9000', 'x', '--verbose'], /^unknown flag "--verbose"; use/],
    [['-1', 'x'], /^unknown flag "-1"; use/],
    [['9000', 'x', '--host'], /^--host "" is not an IP address; write/],
    [['9000', 'x', '--host', 'localhost'], /^--host "localhost" is not an IP address/],
    [['9000', 'x', '--host=::', '--host=::1'], /^--host "::1" is the second --host; give one$/],
    [['9000', 'x', `-${'y'.repeat(5_000)}`], /^unknown flag "-y{99}\.\.\."/],
    [['9000', 'x', '\u{1b}]0;title\u{7}'], /^"\\x1b\]0;title\\x07" is one argument too many/],
  ];
  for (const [args, message] of examples) {
    assert.throws(
      () => readArguments(args),
      (error) => error instanceof UsageError && message.test(error.message) && !error.message.includes('\n'),
      args.join(' '),
    );
  }
});

test('a port is plain digits from 0 to 65535 and nothing else', () => {
  for (const text of ['', ' 1', '1 ', '+1', '0x10', '1.0', '1e3', '01', '00', '１', 'NaN', '99999', '123456789', '1,,2', '1\n']) {
    assert.throws(() => readArguments([text, 'x']), UsageError, JSON.stringify(text));
  }
  fc.assert(
    fc.property(fc.nat(70_000), (port) => {
      const read = () => readArguments([String(port), 'x']);
      if (port > 65_535) assert.throws(read, UsageError);
      else assert.deepEqual(read(), { ports: [port], prefix: 'x', host: null, quiet: false });
    }),
    { seed: 20_261_104 },
  );
});

test('no arguments at all make anything but a Config, help or a usage error on one line', () => {
  const word = fc.oneof(
    fc.constantFrom('--quiet', '--host', '--host=::1', '--', '9000', '0,0'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (args) => {
      try {
        const read = readArguments(args);
        if (read !== 'help') assert.ok(read.ports.length > 0 && read.prefix !== '' && !/[\r\n]/.test(read.prefix));
      } catch (error) {
        assert.ok(error instanceof UsageError);
        assert.doesNotMatch(error.message, /[\p{Cc}\p{Cf}]/u);
      }
    }),
    { seed: 20_261_105, numRuns: 500 },
  );
});
