import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pointerSteps, textAt } from '../../../harness/classify/json-pointer.ts';

fc.configureGlobal({ seed: 20260131 });

const read = (document: string, pointer: string) => textAt(document, pointerSteps(pointer) ?? assert.fail('no pointer'));

describe('JSON pointers', () => {
  it('decodes as RFC 6901 does', () => {
    // The table of RFC 6901, section 5.
    const document = JSON.stringify({
      foo: ['bar', 'baz'],
      '': 0,
      'a/b': 1,
      'c%d': 2,
      'e^f': 3,
      'g|h': 4,
      'i\\j': 5,
      'k"l': 6,
      ' ': 7,
      'm~n': 8,
    });
    const pointers = ['/foo/0', '/', '/a~1b', '/c%d', '/e^f', '/g|h', '/i\\j', '/k"l', '/ ', '/m~0n'];
    assert.deepEqual(
      pointers.map((pointer) => read(document, pointer)),
      ['bar', '0', '1', '2', '3', '4', '5', '6', '7', '8'],
    );
    assert.equal(read('{"~1":"x"}', '/~01'), 'x');
    for (const pointer of ['', 'foo', '/~', '/a~2b']) {
      assert.equal(pointerSteps(pointer), null);
    }
  });

  it('keeps numbers as written: 1.10 is not 1.1', () => {
    assert.equal(read('{"version":1.10}', '/version'), '1.10');
    assert.equal(read('{"v":9007199254740993}', '/v'), '9007199254740993');
    assert.equal(read('{"v":true}', '/v'), 'true');
    assert.equal(read('{"v":{"b":1.50,"a":[null]}}', '/v'), '{"b":1.5,"a":[null]}');
  });

  it('finds nothing where nothing is', () => {
    for (const [document, pointer] of [
      ['{"a":null}', '/a'],
      ['{"a":1}', '/b'],
      ['{"a":1}', '/a/b'],
      ['{}', '/constructor'],
      ['{}', '/__proto__'],
      ['[1]', '/length'],
      ['[1]', '/-'],
      ['[1,2]', '/01'],
      ['"text"', '/0'],
      ['null', '/a'],
      ['<html>', '/a'],
      ['{"a":"cut', '/a'],
      ['', '/a'],
      ['['.repeat(60_000), '/0'],
      [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, '/0'],
    ] as const) {
      assert.equal(read(document, pointer), null, `${document.slice(0, 20)} ${pointer}`);
    }
    assert.equal(read('{"__proto__":"own"}', '/__proto__'), 'own');
  });

  it('finds every string member of any document', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.jsonValue(), (key, value, other) => {
        const document = JSON.stringify([other, { [key]: value }]);
        assert.equal(read(document, `/1/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`), JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
