import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { durationMs } from '../../../../harness/routes/gateway-api/duration.ts';

fc.configureGlobal({ seed: 20260131 });

describe('durationMs', () => {
  for (const [text, milliseconds] of [
    ['0s', 0],
    ['10s', 10_000],
    ['1h2m3s4ms', 3_723_004],
    ['500ms', 500],
    ['1m30s', 90_000],
    ['1s1s', 2000],
    ['99999h', 359_996_400_000],
    ['', null],
    ['10', null],
    ['1.5s', null],
    ['-1s', null],
    ['+1s', null],
    ['1us', null],
    ['100000s', null],
    ['1s1s1s1s1s', null],
    [' 1s', null],
    ['1s\n', null],
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${milliseconds}`, () => assert.equal(durationMs(text), milliseconds));
  }

  it('adds up the parts, in whatever order they stand', () => {
    const size = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
    const part = fc.tuple(fc.nat(99_999), fc.constantFrom('h', 'm', 's', 'ms'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts.map(([count, unit]) => `${count}${unit}`).join('');
        assert.equal(
          durationMs(text),
          parts.reduce((sum, [count, unit]) => sum + count * size[unit], 0),
        );
      }),
    );
  });

  it('ends at once on a long text', () => assert.equal(durationMs(`${'1s'.repeat(500_000)}x`), null));
});
