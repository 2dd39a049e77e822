import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Answers, MAX_LINE_BYTES } from '../../../services/tcp-echo/answers.ts';

/** Every slice for one chunk. */
function slicesOf(answers: Answers, chunk: Buffer): Buffer[] {
  const slices: Buffer[] = [];
  answers.feed(chunk);
  do slices.push(answers.slice());
  while (answers.pending);
  return slices;
}

test('each line is answered with prefix, one space and the same bytes; the rest as last answer', () => {
  const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array.map((byte) => (byte % 4 === 0 ? 0x0a : byte))));
  fc.assert(
    fc.property(
      fc.array(bytes, { maxLength: 6 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
      (chunks, prefix) => {
        const logged: Buffer[] = [];
        const answers = new Answers(prefix, (line) => logged.push(Buffer.from(line)));
        const out = Buffer.concat([...chunks.flatMap((chunk) => slicesOf(answers, chunk)), answers.last()]);
        const input = Buffer.concat(chunks).toString('latin1');
        const lines = input === '' ? [] : input.split(/(?<=\n)/);
        const head = Buffer.from(prefix).toString('latin1');
        assert.equal(out.toString('latin1'), lines.map((line) => `${head} ${line}`).join(''));
        assert.deepEqual(
          logged.map((line) => line.toString('latin1')),
          lines,
        );
      },
    ),
    { seed: 20_261_102, numRuns: 500 },
  );
});

test('a flood of newlines is answered in small slices, and not before it is asked for', () => {
  const prefix = 'p'.repeat(1_024);
  let lines = 0;
  const answers = new Answers(prefix, () => {
    lines += 1;
  });
  answers.feed(Buffer.alloc(65_536, '\n'));
  const first = answers.slice();
  assert.ok(first.length < 18_000, `${first.length} bytes`);
  assert.ok(lines < 20, `${lines} lines looked at`);
  let total = first.length;
  while (answers.pending) total += answers.slice().length;
  assert.equal(total, 65_536 * 1_026);
});

test('lines before one that is too long are answered, nothing after it is', () => {
  const answers = new Answers('one', () => {});
  answers.feed(Buffer.from('a\n'));
  assert.equal(answers.slice().toString(), 'one a\n');
  answers.feed(Buffer.concat([Buffer.from('b\n'), Buffer.alloc(MAX_LINE_BYTES + 1, 'x'), Buffer.from('\nc\n')]));
  assert.equal(answers.slice().toString(), 'one b\n');
  assert.equal(answers.tooLong, true);
  assert.equal(answers.pending, false);
  assert.equal(answers.slice().length, 0);
  assert.equal(answers.last().length, 0);
});
