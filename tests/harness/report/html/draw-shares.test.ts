import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { drawShares } from '../../../../harness/report/html/draw-shares.ts';
import type { ShareBar } from '../../../../harness/report/html/picture.ts';
import { HOSTILE_MARKUP } from './reports.ts';

const WIDTHS = { wide: 860, narrow: 360 };
const LEGEND = { id: 'x', title: 'Shares', description: 'In words.' };
const bar = (name: string, share: number, promised: number, half = 0.02): ShareBar => ({
  name,
  share,
  promised,
  interval: { lo: Math.max(0, share - half), hi: Math.min(1, share + half) },
  text: `${share}`,
});
const read = (bars: readonly ShareBar[], size: 'wide' | 'narrow') => {
  const { document } = parseHTML(`<html><body>${drawShares(bars, size, LEGEND)}</body></html>`);
  const numbers = (selector: string, attribute: string) =>
    [...document.querySelectorAll(selector)].map((element) => Number(element.getAttribute(attribute)));
  return { document, numbers };
};

describe('drawShares', () => {
  const shares = fc.array(fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 12,
  });

  for (const size of ['wide', 'narrow'] as const)
    it(`makes bars as long as shares and marks as far as weights: ${size}`, () => {
      fc.assert(
        fc.property(shares, (drawn) => {
          const bars = drawn.map(([share, promised], i) => bar(`v${i}`, share, promised));
          const { numbers } = read(bars, size);
          const [starts, widths] = [numbers('rect', 'x'), numbers('rect', 'width')];
          // The scale ends at the largest of all, 64 pixels before the right edge.
          const largest = Math.max(...bars.flatMap(({ share, promised, interval }) => [share, promised, interval?.hi ?? 0]));
          const perShare = (WIDTHS[size] - 64 - (starts[0] ?? 0)) / largest;
          for (const [i, { share }] of bars.entries()) assert.ok(Math.abs((widths[i] ?? 0) - share * perShare) < 1);
          const marks = numbers('g[stroke="var(--mark)"] line', 'x1');
          for (const [i, { promised }] of bars.entries())
            assert.ok(Math.abs((marks[i] ?? 0) - (starts[0] ?? 0) - promised * perShare) < 1);
        }),
        { numRuns: 25 },
      );
    });

  it('keeps rows apart whose names were cut alike', () => {
    const { document, numbers } = read([bar('same…', 0.8, 0.8), bar('same…', 0.2, 0.2)], 'wide');
    assert.equal(new Set(numbers('rect', 'y')).size, 2);
    assert.equal([...document.querySelectorAll('text')].filter(({ textContent }) => textContent === 'same…').length, 2);
  });

  it('writes long names above their bars, whole', () => {
    const name = 'front-tomcat-v1+bill-service-v1';
    const { document, numbers } = read([bar(name, 0.8, 0.8), bar('v2', 0.2, 0.2)], 'narrow');
    assert.ok([...document.querySelectorAll('text')].some(({ textContent }) => textContent === name));
    assert.ok((numbers('rect', 'x')[0] ?? 99) < 30, 'the bars begin at the left');
  });

  it('has no interval where none is known', () => {
    const { document } = read([{ ...bar('v3', 0.007, 0), interval: null }], 'wide');
    assert.equal(document.querySelectorAll('g[stroke="var(--ink)"] line').length, 0);
  });

  it('draws hostile names as text', () => {
    for (const name of HOSTILE_MARKUP.map((text) => text.slice(0, 200))) {
      const { document } = read([bar(name, 0.5, 0.5)], 'wide');
      assert.equal(document.querySelectorAll('script, img, a').length, 0);
      assert.equal(document.querySelectorAll('svg').length, 1);
    }
  });
});
