import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nameVersions } from '../../../harness/expect/name-versions.ts';
import { parseWeights } from '../../../harness/expect/weights.ts';

fc.configureGlobal({ seed: 20260131 });

const name = (weights: string, labels: string[] | null, observed: string[]) =>
  nameVersions({ weights: parseWeights(weights), labels, observed });
const pairs = (naming: ReturnType<typeof nameVersions>) => naming.named.map((one) => `${one.name}=${one.text}`).join(',');

describe('nameVersions', () => {
  it('keeps given names, whatever else is known', () => {
    const naming = name('one=80,two=20', ['x', 'y', 'z'], ['p']);
    assert.equal(pairs(naming), 'one=80,two=20');
    assert.deepEqual([naming.mapping, naming.note], ['given', null]);
  });

  it('takes labels in their own order', () => {
    const naming = name('80,20', ['two', 'one'], ['one', 'two']);
    assert.equal(pairs(naming), 'two=80,one=20');
    assert.deepEqual([naming.mapping, naming.note], ['labels', null]);
  });

  it('names both numbers when labels and weights differ', () => {
    assert.throws(
      () => name('80,20', ['a', 'b', 'c'], []),
      /^RangeError: --expect "80,20" has 2 weights but there are 3 names \("a", "b", "c"\)/,
    );
    assert.throws(() => name('100', ['a', 'b'], []), /1 weight but there are 2 names/);
    assert.throws(() => name('80,20', [], []), /2 weights but there are 0 names/);
  });

  it('takes observed names in natural order and says so', () => {
    const naming = name('1:2:3', null, ['v10', 'v2', 'v1']);
    assert.equal(pairs(naming), 'v1=1,v2=2,v10=3');
    assert.equal(naming.mapping, 'observed');
    assert.match(naming.note ?? '', /natural order: "v1" = 1, "v2" = 2, "v10" = 3$/);
  });

  it('names missing versions so that they cannot be mistaken for seen ones', () => {
    assert.equal(pairs(name('1,2,3', null, [])), '?=1,? 2=2,? 3=3');
    assert.equal(pairs(name('1,2,3', null, ['?'])), '?=1,? 2=2,? 3=3');
    assert.equal(pairs(name('1,2,3', null, ['? 2', 'a'])), '? 2=1,a=2,?=3');
    assert.match(name('1,2,3', null, ['a']).note ?? '', /2 weights without an answer/);
  });

  it('refuses more observed names than weights, naming them harmlessly', () => {
    assert.throws(() => name('80,20', null, ['b\u001b[2J', 'a', 'c']), {
      name: 'RangeError',
      message: /has 2 weights but 3 versions answered: "a", "b\\u001b\[2J", "c"; .*--labels.*--expect name=weight.*--group-by/,
    });
    assert.throws(
      () =>
        name(
          '80,20',
          null,
          Array.from({ length: 64 }, (_, i) => `v${i}`),
        ),
      /"v9", and 54 more/,
    );
  });

  it('never depends on the order in which names were seen, and never names two versions alike', () => {
    const observed = fc.uniqueArray(fc.oneof(fc.constantFrom('?', '? 2', '? 3'), fc.string()), { maxLength: 6 });
    fc.assert(
      fc.property(observed, fc.nat(3), (names, extra) => {
        const weights = Array(Math.max(1, names.length + extra))
          .fill('1')
          .join(',');
        const naming = name(weights, null, names);
        assert.deepEqual(naming, name(weights, null, names.toReversed()));
        assert.equal(new Set(naming.named.map((one) => one.name)).size, naming.named.length);
        assert.ok(names.every((seen) => naming.named.some((one) => one.name === seen)));
      }),
    );
  });
});
