import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { drawBar, drawRuler } from '../../../harness/report/bar.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('drawBar', () => {
  it('draws interval, observed share and weight at their places', () => {
    assert.equal(drawBar({ lo: 0.6, hi: 0.8, observed: 0.7, expected: 0.9 }, 11), '······[●]│·');
    assert.equal(drawBar({ lo: 0.2, hi: 0.8, observed: 0.5, expected: 0.5 }, 11), '··[━━●━━]··');
  });

  it('shows the observed share where the weight is, because they agree', () => {
    assert.equal(drawBar({ lo: 0.5, hi: 0.5, observed: 0.5, expected: 0.5 }, 5), '··●··');
  });

  it('is exactly as wide as asked and always shows the observed share, once', () => {
    fc.assert(
      fc.property(share, share, share, share, fc.integer({ min: 2, max: 200 }), (a, b, observed, expected, width) => {
        const bar = drawBar({ lo: Math.min(a, b), hi: Math.max(a, b), observed, expected }, width);
        assert.equal(bar.length, width);
        assert.equal(bar.split('●').length, 2);
        assert.match(bar, /^[·━●│[\]]+$/);
        assert.equal(bar.indexOf('●'), Math.round(observed * (width - 1)));
      }),
      { seed: 3 },
    );
  });
});

describe('drawRuler', () => {
  it('ends at 100 % and is exactly as wide as the bars', () => {
    for (let width = 12; width < 120; width += 1) {
      const ruler = drawRuler(width);
      assert.equal(ruler.length, width);
      assert.ok(ruler.startsWith('0 %') && ruler.endsWith('100 %'));
    }
    assert.match(drawRuler(41), /^0 % {16}50 {15,16}100 %$/);
  });
});
