import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FORMATS } from '../../../harness/report/formats.ts';
import { withoutCommands } from '../../../harness/report/without-commands.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { HOSTILE_MARKUP, REPORTS } from './reports.ts';
import { commandsIn } from './runner-commands.ts';

describe('withoutCommands', () => {
  it('leaves no line that begins with a command, and every other as it is', () => {
    assert.equal(withoutCommands('a\n  ::error::b\n::stop-commands::c'), 'a\n  \\u{3a}:error::b\n\\u{3a}:stop-commands::c');
    assert.equal(withoutCommands(':\u0301:error::x'), '\\u{3a}\u0301:error::x');
    for (const text of ['', 'tcp://[::1]:80', 'a ::error::b', ':a', 'fe80::1\n  a::b\n'])
      assert.equal(withoutCommands(text), text);
  });

  it('leaves none in any text', () => {
    const piece = fc.constantFrom(':', '::', ' ', '\t', '\n', '\u0301', 'error', 'a', '\u00a0', '::error::');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        assert.deepEqual(commandsIn(withoutCommands(pieces.join(''))), []);
      }),
    );
  });
});

describe('a report in the log of a CI job', () => {
  const look = { columns: 80, color: false };
  for (const [name, format] of Object.entries(FORMATS))
    it(`${name} gives no command that it does not mean`, async () => {
      const allowed = name === 'github' ? /^(error|warning|notice)$/ : /^$/;
      for (const report of Object.values(REPORTS))
        for (const command of commandsIn(await format.render(report, look))) assert.match(command, allowed);
    });

  it('gives none for a label of any kind, alone on a line or not', async () => {
    const piece = fc.constantFrom(
      ...Object.values(HOSTILE_MARKUP),
      '::error::',
      '##[error]',
      '\n',
      ' ',
      '#',
      ':',
      '[',
      'x',
      '\u0301',
    );
    const label = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    const readable = Object.entries(FORMATS).filter(([name]) => name !== 'html');
    await fc.assert(
      fc.asyncProperty(label, fc.integer({ min: 40, max: 140 }), async (one, columns) => {
        const report = judged({
          ...CASES.fail!,
          weights: { [one]: '80', two: '20' },
          counts: { [one]: 700, two: 300 },
          notes: [one],
        });
        for (const [name, format] of readable) {
          const commands = commandsIn(await format.render(report, { columns, color: false }));
          assert.deepEqual(commands, name === 'github' ? ['error'] : [], name);
        }
      }),
      { numRuns: 60 },
    );
  });
});
