import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveTable } from '../../../harness/report/live-table.ts';
import { HOSTILE, viewFor } from './live-view-for.ts';

describe('observed against expected, so far', () => {
  it('is nothing where no version is known', () => {
    assert.deepEqual(liveTable(viewFor({ versions: [] }), 80), []);
  });

  it('before the first answer shows what is expected', () => {
    const versions = [{ name: 'one', expected: 1, share: null, band: null }];
    assert.deepEqual(liveTable(viewFor({ versions }), 80), ['version  expected    so far', 'one       100.0 %         -']);
  });

  it('shows observed names against nothing until it is known whose weight is whose', () => {
    const versions = [{ name: 'v1', expected: null, share: 0.125, band: null }];
    assert.equal(liveTable(viewFor({ versions }), 80)[1], 'v1              -    12.5 %');
  });

  it('sums up strangers, and versions beyond those shown', () => {
    const one = liveTable(viewFor({ strangers: { names: 1, answers: 2, share: 0.0004 } }), 40);
    assert.deepEqual(one.slice(-2), ['two           20.0 %    19.7 %', '1 stranger         -   0.040 %']);
    const many = liveTable(viewFor({ moreVersions: 48, strangers: { names: 1234, answers: 5000, share: 0.5 } }), 60);
    assert.match(many.at(-2) ?? '', /^1,234 strangers +- +50\.0 %$/);
    assert.equal(many.at(-1), '… and 48 more');
  });

  it('keeps its columns when shares become small', () => {
    const small = viewFor().versions.map((version) => ({ ...version, share: 0.00012 }));
    const [head] = liveTable(viewFor(), 80);
    assert.equal(liveTable(viewFor({ versions: small }), 80)[0], head);
  });

  it('cuts names for the numbers, and makes them harmless', () => {
    const versions = [{ name: HOSTILE, expected: 0.8, share: 0.8, band: { lo: 0.7, hi: 0.9 } }];
    const [, line = ''] = liveTable(viewFor({ versions }), 40);
    assert.equal(line, '\\u{1b}[2J\\u{202e}\\u…    80.0 %    80.0 %');
  });
});
