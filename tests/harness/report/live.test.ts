import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { liveBlock } from '../../../harness/report/live.ts';
import type { LiveView } from '../../../harness/report/live-view.ts';
import { columnsOf } from '../../../harness/report/printable.ts';
import { HOSTILE, viewFor } from './live-view-for.ts';

const plain = (view: LiveView, columns: number) => liveBlock(view, { columns, color: false });

describe('a run on a terminal', () => {
  it('at 80 columns', () => {
    assert.deepEqual(plain(viewFor({ failed: 3 }), 80), [
      'weighing http://127.0.0.1:8080/',
      '━━━━━━━━━━━━━━━━━━━━━━━─────────────────────────   48 %  2 s left',
      '4,800 of 10,000 answers · 3 failed · 4,012/s',
      'version  expected    so far        interval  0 %             50           100 %',
      'one        80.0 %    80.3 %  78.1 to 82.3 %  ··························●━······',
      'two        20.0 %    19.7 %  17.7 to 21.9 %  ······━●··························',
      'so far: the 99 % intervals hold at every look; judged at the end',
    ]);
  });

  it('at 140 columns', () => {
    assert.deepEqual(plain(viewFor(), 140).slice(3, 6), [
      'version  expected    so far        interval  0 %                       50                     100 %',
      'one        80.0 %    80.3 %  78.1 to 82.3 %  ·········································[│●]·········',
      'two        20.0 %    19.7 %  17.7 to 21.9 %  ·········[●│]·········································',
    ]);
  });

  it('at 40 columns without bars', () => {
    assert.deepEqual(plain(viewFor({ failed: 3 }), 40), [
      'weighing http://127.0.0.1:8080/',
      '━━━━━━━━━━────────────   48 %  2 s left',
      '4,800 of 10,000 answers · 3 failed',
      'version  expected    so far',
      'one        80.0 %    80.3 %',
      'two        20.0 %    19.7 %',
      'so far (99 % intervals)',
    ]);
  });

  it('with colour dims what is not a number, and says the same', () => {
    const colored = liveBlock(viewFor(), { columns: 80, color: true });
    assert.deepEqual(colored.map(stripVTControlCharacters), plain(viewFor(), 80));
    assert.deepEqual(
      colored.flatMap((line, i) => (line.startsWith('\u001b[2m') && line.endsWith('\u001b[22m') ? [i] : [])),
      [3, 6],
    );
  });

  it('before anything is counted is one line', () => {
    assert.deepEqual(plain(viewFor({ phase: 'waiting', elapsedMs: 3456 }), 80), [
      'waiting for the first answer of http://127.0.0.1:8080/ (3 s of 10 s)',
    ]);
    assert.deepEqual(plain(viewFor({ phase: 'warming', warmupRequests: 1000, warmed: 120 }), 80), ['warming up: 120 of 1,000']);
  });

  it('is told from the other gates of its run', () => {
    const gate = 'gate 2 of 5: shop';
    assert.equal(plain(viewFor({ gate }), 80)[0], gate);
    assert.deepEqual(plain(viewFor({ gate, phase: 'warming', warmupRequests: 9 }), 80), [gate, 'warming up: 9 requests']);
  });

  it('by time shows how much of it has gone', () => {
    const [, bar, counts] = plain(viewFor({ requests: null, durationMs: 30_000, elapsedMs: 12_000, leftMs: 18_000 }), 80);
    assert.match(bar ?? '', / {2}40 % {2}18 s left$/);
    assert.equal(counts, '4,800 answers · 4,012/s · 12 s of 30 s');
  });

  it('that may stop early promises nothing, and tells its evidence', () => {
    const evidence = { lnE: 1.234, p: 0.2, log10P: Math.log10(0.2) };
    const lines = plain(viewFor({ mayStopEarly: true, evidence }), 80);
    assert.match(lines[1] ?? '', /at most 2 s left$/);
    assert.match(lines[2] ?? '', /^4,800 of at most 10,000 answers/);
    assert.equal(lines[6], 'evidence against the weights · ln E 1.2 · p = 0.20 so far');
    assert.equal(
      plain(viewFor({ evidence: { lnE: null, p: 0, log10P: Number.NEGATIVE_INFINITY } }), 80)[6]?.includes('NaN'),
      false,
    );
  });

  it('once all is sent waits for the rest', () => {
    const lines = plain(viewFor({ answered: 9998, underWay: 2, leftMs: null }), 80);
    assert.match(lines[1] ?? '', / {3}99 % {2}2 under way$/);
    assert.match(plain(viewFor({ requests: null, durationMs: 1000, elapsedMs: 1500 }), 80)[1] ?? '', /100 % {2}32 under way$/);
  });

  it('never uses a word of a verdict', () => {
    const views = [viewFor(), viewFor({ failed: 9 }), viewFor({ strangers: { names: 3, answers: 5, share: 0.1 } })];
    for (const view of views) assert.doesNotMatch(plain(view, 140).join('\n'), /PASS|FAIL|INCONCLUSIVE|wrong|right/);
  });

  it('has no line as wide as the terminal and nothing that acts on it, whatever it is called', () => {
    const name = fc.constantFrom('one', HOSTILE, 'e\u0301', '日本'.repeat(30), 'x'.repeat(300), '');
    const view = fc.record({
      name,
      target: name,
      gate: fc.option(name),
      more: fc.nat(9),
      phase: fc.constantFrom('waiting', 'warming', 'counting'),
    });
    fc.assert(
      fc.property(view, fc.integer({ min: 2, max: 200 }), ({ name, target, gate, more, phase }, columns) => {
        const band = { lo: 0, hi: 1 };
        const versions = [{ name, expected: 0.001, share: 0.000123, band }];
        const strangers = { names: 12_345, answers: 99_999, share: 0.5 };
        const lines = plain(
          viewFor({ target, gate, phase, versions, strangers, moreVersions: more, durationMs: 3_600_000 }),
          columns,
        );
        for (const line of lines) {
          assert.ok(columnsOf(line) < columns, `${columnsOf(line)} of ${columns}: ${line}`);
          assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});
