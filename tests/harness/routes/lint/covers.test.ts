import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { textFit } from '../../../../harness/routes/answer/match/text-fit.ts';
import { matchCovers } from '../../../../harness/routes/lint/covers.ts';
import type { Match, TextTest } from '../../../../harness/routes/route-table.ts';

const place = { file: 'm.yaml', line: 1 };
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 })
  .chain((elements) => fc.constantFrom(`/${elements.join('/')}`, `/${elements.join('/')}/`.replaceAll('//', '/')));
const test: fc.Arbitrary<TextTest> = fc.record({
  kind: fc.constantFrom('exact', 'prefix', 'path-prefix'),
  value: path,
  ignoreCase: fc.boolean(),
});
const match = (one: TextTest): Match => ({ conditions: [{ on: 'path', test: one, place }], place });

describe('matchCovers', () => {
  it('never claims a path that the wider match does not take', () => {
    fc.assert(
      fc.property(test, test, path, (wide, narrow, value) => {
        fc.pre(matchCovers(match(wide), match(narrow)) && textFit(narrow, value) === 'yes');
        assert.equal(textFit(wide, value), 'yes');
      }),
      { numRuns: 300 },
    );
  });

  it('holds for a match and itself, with more conditions as well', () => {
    fc.assert(
      fc.property(test, test, (one, other) => {
        assert.ok(matchCovers(match(one), match(one)));
        assert.ok(matchCovers(match(one), { conditions: [...match(one).conditions, ...match(other).conditions], place }));
      }),
    );
  });
});
