import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createIdScanner } from '../../../../harness/classify/mirror/id-scanner.ts';

fc.configureGlobal({ seed: 20260131 });

const RUN = '6f1d0c5e9a8b4c3d2e1f0a9b8c7d6e5f';

/** The scanner after a log that came in pieces of this many bytes. */
const scanned = (log: string, sent: number, pieceBytes = Number.POSITIVE_INFINITY) => {
  const scanner = createIdScanner(RUN, sent);
  const bytes = Buffer.from(log);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    // A copy that is overwritten, as a reader's buffer is.
    const piece = Buffer.from(bytes.subarray(start, start + pieceBytes));
    scanner.add(piece);
    piece.fill(0);
  }
  scanner.end();
  return scanner;
};
const marks = (log: string, sent: number, pieceBytes?: number) => [...scanned(log, sent, pieceBytes).marks];

describe('createIdScanner', () => {
  it('counts whole words, whatever stands around them', () => {
    for (const [log, expected] of [
      ['', [0, 0]],
      [`${RUN}-0`, [1, 0]],
      [`GET / 200 1 ms x-weighbridge-id=${RUN}-1\n`, [0, 1]],
      [`{"id":"${RUN}-0","other":"${RUN}-1"}`, [1, 1]],
      [`${RUN}-0, ${RUN}-0`, [2, 0]],
      [`${RUN}-0\n`.repeat(9), [2, 0]],
      [`\u001b[1m[${RUN}-1].`, [0, 1]],
      [`a${RUN}-0 -${RUN}-0 _${RUN}-0 é${RUN}-0`, [0, 0]],
      [`${RUN}-0a ${RUN}-0-1 ${RUN}-0_ ${RUN}-0é`, [0, 0]],
      [`${RUN}- ${RUN} ${RUN}-x ${RUN}--1`, [0, 0]],
      [`${RUN.toUpperCase()}-0 ${RUN.slice(1)}-0`, [0, 0]],
      [`${RUN}${RUN}-0`, [0, 0]],
      [`${RUN}-${RUN}-0`, [0, 0]],
    ] as const) {
      for (const pieceBytes of [1, 7, 1000]) {
        assert.deepEqual(marks(log, 2, pieceBytes), expected, `${log} by ${pieceBytes}`);
      }
    }
  });

  it('names the first id of this run that was never sent', () => {
    assert.equal(scanned(`${RUN}-1`, 2).neverSent, null);
    assert.equal(scanned(`${RUN}-2 ${RUN}-3`, 2).neverSent, `${RUN}-2`);
    assert.equal(scanned(`${RUN}-007`, 9).neverSent, `${RUN}-007`);
    assert.match(scanned(`${RUN}-${'1'.repeat(500)}`, 9, 10).neverSent ?? '', /-1{17}$/);
    assert.equal(scanned(`x${RUN}-${'1'.repeat(500)}`, 9, 10).neverSent, null);
    assert.equal(scanned(`other-2 ${RUN}-2x`, 2).neverSent, null);
  });

  it('waits for the end of a number', () => {
    const scanner = createIdScanner(RUN, 20);
    scanner.add(Buffer.from(`${RUN}-1`));
    assert.equal(scanner.changes, 0);
    scanner.add(Buffer.from('2 '));
    assert.deepEqual([scanner.marks[1], scanner.marks[12], scanner.changes], [0, 1, 1]);
    scanner.add(Buffer.from(`${RUN}-3`));
    scanner.end();
    assert.equal(scanner.marks[3], 1);
  });

  it('stops changing when a copy goes round for ever', () => {
    const scanner = createIdScanner(RUN, 1);
    const changes = Array.from({ length: 5 }, () => {
      scanner.add(Buffer.from(`${RUN}-0\n`));
      return scanner.changes;
    });
    assert.deepEqual(changes, [1, 2, 2, 2, 2]);
  });

  it('counts the same however the log is cut', () => {
    const word = fc.oneof(
      fc.integer({ min: 0, max: 14 }).map((index) => `${RUN}-${index}`),
      fc.constantFrom(' ', '\n', 'x', '-', `${RUN}-`, RUN.slice(0, 9), '1', '"', `${RUN}-0`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 1, max: 60 }), (words, pieceBytes) => {
        const log = words.join('');
        const [whole, cut] = [scanned(log, 12), scanned(log, 12, pieceBytes)];
        assert.deepEqual([[...cut.marks], cut.neverSent, cut.changes], [[...whole.marks], whole.neverSent, whole.changes]);
        const naive = [...log.matchAll(new RegExp(`(?<![\\w-])${RUN}-([0-9]+)(?![\\w-])`, 'g'))].map(([, digits]) => digits);
        for (let index = 0; index < 12; index += 1) {
          const times = naive.filter((digits) => digits === String(index)).length;
          assert.equal(whole.marks[index], Math.min(2, times), log);
        }
      }),
      { numRuns: 500 },
    );
  });
});
