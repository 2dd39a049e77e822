import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { drawCourse } from '../../../../harness/report/html/draw-course.ts';
import type { Course } from '../../../../harness/report/html/picture.ts';

const read = (course: Course) => {
  const drawn = String(drawCourse(course, { id: 'x', title: 'Course', description: 'In words.' }));
  const { document } = parseHTML(`<html><body>${drawn}</body></html>`);
  const paths = (selector: string) =>
    [...document.querySelectorAll(`${selector} path`)].map((path) =>
      [...(path.getAttribute('d') ?? '').matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
    );
  return { drawn, document, paths };
};
const steady = (promised: number, n = 20): Course => ({
  promised,
  changeAt: null,
  moments: Array.from({ length: n }, (_, i) => ({
    n: 50 * (i + 1),
    share: 0.5 + 0.01 * i,
    band: { lo: 0.3 + 0.01 * i, hi: 0.9 - 0.005 * i },
  })),
});

describe('drawCourse', () => {
  it('draws one point per moment, higher for a larger share, later for more requests', () => {
    const [line = []] = read(steady(0.5)).paths('g[stroke="var(--ink)"][stroke-width="2"]');
    assert.equal(line.length, 20);
    for (const [i, [x, y]] of line.entries()) {
      const [before, above] = line[i - 1] ?? [-1, 1e9];
      assert.ok(x > before && y < above);
    }
  });

  it('draws the band around the line, and none where none holds', () => {
    const [band = []] = read(steady(0.5)).paths('g[fill="var(--band)"]');
    assert.equal(band.length, 40);
    const without = { ...steady(0.5), moments: steady(0.5).moments.map((moment) => ({ ...moment, band: null })) };
    assert.deepEqual(read(without).paths('g[fill="var(--band)"]').flat(), []);
  });

  it('stays within its frame whatever the shares are', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const moment = fc.record({ share, band: fc.option(fc.record({ lo: share, hi: share }), { nil: null }) });
    fc.assert(
      fc.property(share, fc.array(moment, { minLength: 2, maxLength: 60 }), (promised, moments) => {
        const { drawn, paths } = read({ promised, changeAt: null, moments: moments.map((one, i) => ({ ...one, n: i + 1 })) });
        assert.doesNotMatch(drawn, /NaN|undefined|Infinity/);
        for (const [x, y] of [...paths('g[stroke="var(--ink)"]'), ...paths('g[fill="var(--band)"]')].flat())
          assert.ok(x >= 0 && x <= 420 && y >= 0 && y <= 210);
      }),
      { numRuns: 40 },
    );
  });

  it('marks a change', () => {
    assert.match(read({ ...steady(0.5), changeAt: 500 }).drawn, />change</);
    assert.doesNotMatch(read(steady(0.5)).drawn, />change</);
  });
});
