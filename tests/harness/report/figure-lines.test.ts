import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figureLines } from '../../../harness/report/figure-lines.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

const linesOf = (name: string) => figureLines(judged(CASES[name]!).gates[0]!);

describe('figureLines', () => {
  it('tells the test, the traffic and how versions were read', () => {
    assert.deepEqual(linesOf('fail'), [
      'chi-square 57.60, df 1, p = 3.2e-14 · false-alarm risk 1 %',
      '1,000 requests on 1,000 connections in 90 ms · 0 failed',
      'versions read by word:1',
    ]);
  });

  it('says nothing of a run without a request, and of no test where shares were not tested', () => {
    assert.deepEqual(linesOf('no-data'), []);
    assert.match(linesOf('single-version')[0]!, /^no test of shares · /);
  });

  it('tells what the negative control found', () => {
    assert.match(linesOf('proved-able-to-fail').at(-1)!, /^negative control: .*the same answers FAIL/);
  });
});
