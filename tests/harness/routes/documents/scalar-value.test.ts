import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainScalar, taggedScalar } from '../../../../harness/routes/documents/scalar-value.ts';

/** What `kubectl label --local -o json` (1.32) printed for each. */
const AS_KUBECTL: readonly (readonly [written: string, value: unknown])[] = [
  ['1:30', '1:30'],
  ['12:30:45.5', '12:30:45.5'],
  ['012:30', '012:30'],
  ['012', 10],
  ['+012', 10],
  ['-012', -10],
  ['089', 89],
  ['0o12', 10],
  ['0O17', 15],
  ['0_7', 7],
  ['7_', 7],
  ['_7', '_7'],
  ['00', 0],
  ['-0', 0],
  ['-0.0', 0],
  ['1_000', 1000],
  ['1_0.5', 10.5],
  ['0b11', 3],
  ['0B11', 3],
  ['-0b11', -3],
  ['0b_1', 1],
  ['0xFF', 255],
  ['0XfF', 255],
  ['0x_1F', 31],
  ['+0x1F', 31],
  ['-0x1F', -31],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1_2e3', 12000],
  ['0.1e+2', 10],
  ['1.0', 1],
  ['5.', 5],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['1e400', '1e400'],
  ['1e-400', 0],
  ['~', null],
  ['', null],
  ['NULL', null],
  ['Null', null],
  ['y', true],
  ['Y', true],
  ['on', true],
  ['TRUE', true],
  ['tRue', 'tRue'],
  ['nO', 'nO'],
  ['N', false],
  ['Off', false],
  ['=', '='],
  ['2001-01-01', '2001-01-01'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['-', '-'],
  ['+', '+'],
  ['.', '.'],
  ['0x', '0x'],
  ['0b2', '0b2'],
];

describe('plainScalar', () => {
  it('reads what kubectl reads', () => {
    for (const [written, value] of AS_KUBECTL) assert.equal(plainScalar(written), value, written);
  });

  it('keeps a whole number that a double would round as it is written, and no other', () => {
    assert.equal(plainScalar('9007199254740991'), 9007199254740991);
    for (const written of [
      '9007199254740993',
      '-9223372036854775808',
      '18446744073709551616',
      '0777777777777777777777777',
      '1_9007199254740993',
    ])
      assert.equal(plainScalar(written), written);
  });

  it('gives back every whole number in every base, and texts as they are', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const sign = value < 0 ? '-' : '';
        const size = Math.abs(value);
        const written = [
          String(value),
          `${sign}0x${size.toString(16)}`,
          `${sign}0b${size.toString(2)}`,
          `${sign}0${size.toString(8)}`,
        ];
        for (const one of written) assert.equal(plainScalar(one), value === 0 ? 0 : value, one);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = plainScalar(text);
        if (typeof value === 'string') assert.equal(value, text);
      }),
    );
  });

  it('shows infinities and not-a-number to the caller', () => {
    assert.equal(plainScalar('-.Inf'), Number.NEGATIVE_INFINITY);
    assert.ok(Number.isNaN(plainScalar('.NaN')));
  });
});

describe('taggedScalar', () => {
  it('follows the tags of YAML', () => {
    const tag = (name: string, text: string) => taggedScalar(`tag:yaml.org,2002:${name}`, text);
    assert.equal(tag('str', '5'), '5');
    assert.equal(tag('int', '5'), 5);
    assert.equal(tag('float', '5'), 5);
    assert.equal(tag('bool', 'yes'), true);
    assert.equal(tag('null', ''), null);
    assert.equal(tag('binary', 'aGVsbG8='), 'hello');
    assert.equal(tag('timestamp', '2001-01-01'), '2001-01-01');
    assert.equal(taggedScalar('!foo', '5'), '5');
    for (const [name, text] of [
      ['int', 'abc'],
      ['float', 'abc'],
      ['bool', '5'],
      ['null', 'x'],
      ['binary', '@@'],
    ] as const)
      assert.equal(tag(name, text), undefined, name);
    assert.equal(tag('constructor', 'x'), 'x');
  });
});
