import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lnNormalUpper, normalQuantile } from '../../../harness/stats/normal.ts';
import { assertClose } from './close.ts';

describe('normal distribution', () => {
  it('agrees with printed tables', () => {
    assertClose(normalQuantile(0.025), 1.959963984540054, 1e-12);
    assertClose(normalQuantile(0.05), 1.6448536269514722, 1e-12);
    assertClose(Math.exp(lnNormalUpper(4.5)), 3.3976731247300535e-6, 1e-10);
  });

  it('is symmetric', () => {
    assert.equal(normalQuantile(0.5), 0);
    assertClose(normalQuantile(0.95), -normalQuantile(0.05), 1e-12);
  });
});
