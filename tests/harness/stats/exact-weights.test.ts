import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exactWeights, SMALLEST_SHARE } from '../../../harness/stats/exact-weights.ts';

describe('exactWeights', () => {
  const rows: readonly [texts: string[], units: bigint[]][] = [
    [
      ['80', '20'],
      [4n, 1n],
    ],
    [
      ['33.3', '33.3', '33.4'],
      [333n, 333n, 334n],
    ],
    [
      ['1', '2', '3'],
      [1n, 2n, 3n],
    ],
    [
      ['.5', '0.5', '5.', '005.500'],
      [1n, 1n, 10n, 11n],
    ],
    [
      ['100', '0'],
      [1n, 0n],
    ],
    [
      ['0.0', '0'],
      [0n, 0n],
    ],
    [[], []],
  ];
  for (const [texts, units] of rows) {
    it(`reads ${texts.join(', ') || 'an empty list'}`, () => {
      const weights = exactWeights(texts);
      assert.deepEqual(weights.units, units);
      assert.equal(
        weights.total,
        units.reduce((sum, unit) => sum + unit, 0n),
      );
    });
  }

  it('refuses everything that is not plain decimal text, naming it', () => {
    for (const text of [
      '',
      ' ',
      '-1',
      '+1',
      '1e3',
      '0x10',
      '1_000',
      '1,5',
      '.',
      '٣',
      '8０',
      'NaN',
      'Infinity',
      '80\n',
      ' 80',
      '1.2.3',
      '80%',
    ]) {
      assert.throws(
        () => exactWeights(['1', text]),
        (error: unknown) => error instanceof RangeError && error.message.includes(JSON.stringify(text)),
        text,
      );
    }
  });

  it('never lets a control character or a megabyte into the message', () => {
    const message = (text: string): string => {
      try {
        exactWeights([text]);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    assert.doesNotMatch(message('\u001b[31m\u009b2J\u007f'), /\p{Cc}/u);
    assert.ok(message('x'.repeat(1_000_000)).length < 200);
  });

  it('keeps hundreds of digits exact and gives finite shares', () => {
    const tiny = `0.${'0'.repeat(400)}1`;
    const weights = exactWeights([tiny, '1']);
    assert.deepEqual(weights.units, [1n, 10n ** 401n]);
    assert.deepEqual(weights.shares, [SMALLEST_SHARE, 1]);
    const big = '9'.repeat(700);
    assert.deepEqual(exactWeights([big, big]).shares, [0.5, 0.5]);
  });

  it('is unchanged when every weight is scaled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 999 }),
        fc.nat(5),
        (weights, factor, places) => {
          const scaled = weights.map((weight) => {
            const digits = String(weight * factor).padStart(places + 1, '0');
            return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
          });
          assert.deepEqual(exactWeights(scaled), exactWeights(weights.map(String)));
        },
      ),
    );
  });
});
