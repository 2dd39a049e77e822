import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expecting } from '../harness/judge/given.ts';
import { passChance } from './pass-chance.ts';
import { leaking, sharesOf } from './truth.ts';
import { exactRates, judged } from './verdict-rates.ts';

test('leaving runs with a leak unjudged gives what judging every run gives', () => {
  for (const leak of [0, 0.005, 0.2]) {
    const truth = leaking([70, 30, 0], leak);
    const [rates] = exactRates(judged(expecting([70, 30, 0])), 25, [truth]);
    const { accepted, rejected } = passChance([70, 30, 0], truth, 25, null);
    assert.ok(Math.abs(accepted - (rates?.PASS ?? Number.NaN)) < 1e-7, `${leak}: ${accepted}, ${rates?.PASS}`);
    assert.ok(Math.abs(accepted + rejected - 1) < 1e-7);
  }
});

test('what hardly ever passes is not called impossible', () => {
  const { accepted } = passChance([80, 20], sharesOf([20, 80]), 400, null);
  assert.ok(accepted > 0 && accepted < 1e-9);
});
