import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { diagnoseSerial } from '../../../harness/judge/diagnose-serial.ts';
import { lagTest } from '../../../harness/stats/lag-test.ts';
import { lnNormalUpper } from '../../../harness/stats/normal.ts';
import { poolRare } from '../../../harness/stats/pool-rare.ts';
import { draws, orderOf, rotation } from './sequences.ts';

const of = (...parts: number[][]) =>
  diagnoseSerial(
    orderOf(
      parts.map((versions) => ({ versions })),
      4,
    ),
  );

describe('diagnoseSerial', () => {
  it('is the lag test of the sequence with its rare versions pooled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 20, maxLength: 400 }), (versions) => {
        const reach = Math.min(32, Math.floor(versions.length / 20));
        const totals = [0, 1, 2, 3].map((slot) => versions.filter((version) => version === slot).length);
        const pooling = poolRare(totals, versions.length - reach);
        const pooled = versions.map((version) => pooling.findIndex((members) => members.includes(version)));
        const found = of(versions);
        assert.equal(found === null, pooling.length < 2);
        for (const { lag, z } of found?.lags ?? []) {
          assert.ok(Math.abs(z - lagTest(pooled, lag)!.z!) < 1e-9);
        }
        assert.equal(found?.lags.length ?? reach, reach);
      }),
      { seed: 1 },
    );
  });

  it('looks at up to 32 lags, and pays for each of them on both sides', () => {
    const found = of(rotation(2000, [4, 1]))!;
    assert.equal(found.lags.length, 32);
    assert.ok(Math.abs(found.lnP - Math.log(64) - lnNormalUpper(found.stat)) < 1e-9);
    assert.equal(of(draws(139, [0.5, 0.5], 1n))?.lags.length, 6);
    assert.equal(of(draws(19, [0.5, 0.5], 1n)), null);
  });

  it('adds up streams, each against its own counts', () => {
    const [a, b] = [draws(500, [0.9, 0.1], 1n), draws(500, [0.1, 0.9], 2n)];
    const parts = [a, b].map((versions) => lagTest(versions, 1)!);
    const want = parts.reduce((sum, { matches, mean }) => sum + matches - mean, 0);
    const spread = Math.sqrt(parts.reduce((sum, { variance }) => sum + variance, 0));
    assert.ok(Math.abs(of(a, b)!.lags[0]!.z - want / spread) < 1e-9);
    assert.ok(of(a, b)!.lnP > Math.log(0.001));
  });

  it('takes no sign from a stream in which nothing can vary', () => {
    const a = draws(500, [0.5, 0.5], 1n);
    assert.deepEqual(
      of(
        a,
        Array.from({ length: 500 }, () => 0),
        [],
      )!.strongest.z,
      of(a)!.strongest.z,
    );
    assert.equal(
      of(
        Array.from({ length: 500 }, () => 0),
        Array.from({ length: 500 }, () => 1),
      ),
      null,
    );
  });
});
