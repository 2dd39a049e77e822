import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { GrpcMessages } from '../../../harness/drive/grpc-messages.ts';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';
import { framed } from './grpc-frames.ts';

function read(...pieces: readonly Buffer[]) {
  const seen: [bytes: string, length: number][] = [];
  const messages = new GrpcMessages((message, length) => seen.push([message.toString('latin1'), length]));
  for (const piece of pieces) messages.add(piece);
  return { seen, fault: messages.fault, isAtBoundary: messages.isAtBoundary };
}

describe('GrpcMessages', () => {
  it('finds the same messages whatever DATA frames they come in', () => {
    const message = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(1500), { maxLength: 8 }), (sent, cuts) => {
        const whole = Buffer.concat(sent.map((one) => framed(one)));
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((end, i) => Buffer.from(whole.subarray(places[i], end)));
        const { seen, fault, isAtBoundary } = read(...pieces);
        assert.deepEqual(
          seen,
          sent.map((one) => [one.toString('latin1'), one.length]),
        );
        assert.deepEqual([fault, isAtBoundary], [null, true]);
      }),
    );
  });

  it('says when the last message is not whole', () => {
    const whole = framed(Buffer.from('hello'));
    for (let kept = 1; kept < whole.length; kept++)
      assert.deepEqual(read(whole.subarray(0, kept)), { seen: [], fault: null, isAtBoundary: false });
    assert.equal(read().isAtBoundary, true);
  });

  it('reads nothing after a compressed message, or one that is none', () => {
    const good = framed(Buffer.from('a'));
    const compressed = read(good, framed(Buffer.from('b'), 1), good);
    assert.deepEqual(compressed.seen, [['a', 1]]);
    assert.match(compressed.fault ?? '', /compressed, although only identity was accepted/);
    assert.match(read(Buffer.from('<html>')).fault ?? '', /begins with 60, which is no gRPC message/);
  });

  it('keeps the first bytes of a long message and counts the others', () => {
    const long = framed(Buffer.alloc(MAX_ANSWER_BYTES + 7, 'x'));
    const { seen } = read(long.subarray(0, 9), long.subarray(9), framed(Buffer.from('y')));
    assert.deepEqual(
      seen.map(([bytes, length]) => [bytes.length, length]),
      [
        [MAX_ANSWER_BYTES, MAX_ANSWER_BYTES + 7],
        [1, 1],
      ],
    );
  });
});
