import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnoseSerial } from '../../../harness/judge/diagnose-serial.ts';
import { periodOf } from '../../../harness/judge/period.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { draws, orderOf, rotatingWorkers, rotation } from './sequences.ts';

const of = (versions: number[]): number | null => periodOf(diagnoseSerial(orderOf([{ versions }], 3))!.lags);

describe('periodOf', () => {
  it('is the sum of the smallest whole weights', () => {
    for (const [weights, period] of [
      [[4, 1], 5],
      [[1, 1], 2],
      [[3, 2], 5],
      [[3, 6, 1], 10],
      [[1, 2, 3], 6],
      [[29, 2], 31],
    ] as const) {
      assert.equal(of(rotation(8000, weights)), period, weights.join(':'));
    }
    assert.equal(of(Array.from({ length: 1000 }, (_, t) => (t % 4 < 2 ? 0 : 1))), 4);
  });

  it('survives some requests that overtake each other', () => {
    const random = xoshiro(1n);
    const late = rotation(2000, [4, 1])
      .map((version, t) => ({ version, at: t + 2 * random.nextUniform() }))
      .toSorted((a, b) => a.at - b.at);
    assert.equal(of(late.map(({ version }) => version)), 5);
  });

  it('is none for a change, bursts, an aversion to repeats, or several rotations mixed up', () => {
    for (let seed = 1n; seed <= 20n; seed += 1n) {
      assert.equal(of(draws(2000, (t) => (t < 1000 ? [0.9, 0.1] : [0.7, 0.3]), seed)), null);
      assert.equal(of(rotatingWorkers(2000, [4, 1], 3, seed)), null);
      const random = xoshiro(seed);
      let last = 0;
      const next = (repeat: number) => () => {
        last = random.nextUniform() < repeat ? last : 1 - last;
        return last;
      };
      assert.equal(of(Array.from({ length: 2000 }, next(0.8))), null);
      assert.equal(of(Array.from({ length: 2000 }, next(0.35))), null);
    }
  });
});
