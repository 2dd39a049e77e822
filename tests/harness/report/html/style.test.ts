import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STYLE } from '../../../../harness/report/html/style.ts';

/** The colours of one mode by their names. */
const colorsOf = (block: string) =>
  new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name = '', color = '']) => [name, color]));
const MODES = { light: colorsOf(STYLE.split('@media')[0] ?? ''), dark: colorsOf(STYLE.split('@media')[1] ?? '') };

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (color: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const TEXTS = [
  ...['ink', 'soft', 'mark', 'link', 'pass', 'fail', 'inconclusive'].map((name) => [name, 'page']),
  ...['ink', 'soft'].map((name) => [name, 'panel']),
  ...['pass', 'fail', 'inconclusive'].flatMap((name) => [
    [name, `${name}-back`],
    ['ink', `${name}-back`],
  ]),
] as [string, string][];
const SHAPES: [string, string][] = [
  ['bar', 'page'],
  ['ink', 'bar'],
  ['ink', 'band'],
  ['mark', 'band'],
];

for (const [mode, colors] of Object.entries(MODES))
  describe(`the ${mode} colours`, () => {
    it('are as many in both modes', () => assert.deepEqual([...colors.keys()].sort(), [...MODES.light.keys()].sort()));

    for (const [least, pairs] of [
      [4.5, TEXTS],
      [3, SHAPES],
    ] as const)
      for (const [one, other] of pairs)
        it(`${one} on ${other} has a contrast of ${least} at least`, () => {
          const found = contrast(colors.get(one) ?? '', colors.get(other) ?? '');
          assert.ok(found >= least, `${found.toFixed(2)}`);
        });
  });
