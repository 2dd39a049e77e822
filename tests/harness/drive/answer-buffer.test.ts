import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AnswerBuffer } from '../../../harness/drive/answer-buffer.ts';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';

test('keeps the first bytes of any pieces, whether or not their memory is reused, answer after answer', () => {
  const pieces = fc.array(
    fc.uint8Array({ maxLength: 3_000 }).chain((bytes) => fc.tuple(fc.constant(bytes), fc.integer({ min: 1, max: 40 }))),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(pieces, fc.boolean()), { maxLength: 4 }), (answers) => {
      const kept = new AnswerBuffer();
      for (const [pieces, memoryIsReused] of answers) {
        kept.clear();
        const all = pieces.map(([bytes, times]) => Buffer.concat(Array(times).fill(bytes)));
        for (const piece of all) {
          const lent = Buffer.from(piece);
          kept.add(lent);
          if (!memoryIsReused) continue;
          kept.settle();
          lent.fill(0xee);
        }
        const expected = Buffer.concat(all).subarray(0, MAX_ANSWER_BYTES);
        assert.ok(kept.bytes.equals(expected));
        assert.equal(kept.length, expected.length);
        assert.equal(kept.isFull, expected.length === MAX_ANSWER_BYTES);
      }
    }),
    { seed: 7, numRuns: 100 },
  );
});

test('one piece is kept without copying', () => {
  const kept = new AnswerBuffer();
  const piece = Buffer.from('hello');
  kept.add(piece);
  assert.equal(kept.bytes.buffer, piece.buffer);
});
