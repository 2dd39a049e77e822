import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatWeights, parseWeights } from '../../../harness/expect/weights.ts';

fc.configureGlobal({ seed: 20260131 });

const bare = (...texts: string[]) => texts.map((text) => ({ name: null, text }));
const named = (...pairs: [string, string][]) => pairs.map(([name, text]) => ({ name, text }));

const decimal = fc
  .tuple(fc.nat(10_000), fc.option(fc.nat(999), { nil: null }))
  .map(([whole, fraction]) => (fraction === null ? `${whole}` : `${whole}.${fraction}`));
const notAllZero = (weights: readonly { text: string }[]) => weights.some(({ text }) => Number(text) > 0);

describe('parseWeights', () => {
  for (const [text, expected] of [
    ['80,20', bare('80', '20')],
    ['1:2:3', bare('1', '2', '3')],
    [' 80 , 20 ', bare('80', '20')],
    ['80%,20 %', bare('80', '20')],
    ['100', bare('100')],
    ['.5,5.,007', bare('.5', '5.', '007')],
    ['one=80,two=20', named(['one', '80'], ['two', '20'])],
    [' one = 80 , two = 20 ', named(['one', '80'], ['two', '20'])],
    ['v1=90,v2=10,v3=0', named(['v1', '90'], ['v2', '10'], ['v3', '0'])],
    ['version=v1=80,version=v2=20', named(['version=v1', '80'], ['version=v2', '20'])],
    ['10.0.0.1:8080=1,10.0.0.2:8080=2', named(['10.0.0.1:8080', '1'], ['10.0.0.2:8080', '2'])],
    ['"Hello, world"=80,"a\\nb"=20', named(['Hello, world', '80'], ['a\nb', '20'])],
    ['{"v":1}=80,{"v":2}=20', named(['{"v":1}', '80'], ['{"v":2}', '20'])],
    ['名前=1,é=2', named(['名前', '1'], ['é', '2'])],
    ['99.999999999999999999999999,0.000000000000000000000001', bare('99.999999999999999999999999', '0.000000000000000000000001')],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseWeights(text), expected));
  }

  for (const [text, reason] of [
    ['', /no weights/],
    [' \t', /no weights/],
    ['80,,20', /entry 2 is empty/],
    [',80', /entry 1 is empty/],
    ['80,20,', /entry 3 is empty/],
    ['one=80,,two=20', /entry 2 is empty/],
    ['-80,20', /weight 1: the number is negative/],
    ['80,-0.5', /weight 2: the number is negative/],
    ['NaN,20', /not a plain decimal/],
    ['Infinity,1', /not a plain decimal/],
    ['inf,1', /not a plain decimal/],
    ['0x10,1', /not a plain decimal/],
    ['1_000,1', /not a plain decimal/],
    ['+1,1', /not a plain decimal/],
    ['１,２', /not a plain decimal/],
    ['1e3,1', /exponents are not read/],
    ['80 20', /not a plain decimal/],
    ['80;20', /not a plain decimal/],
    ['%,1', /number is missing/],
    ['80%%,1', /not a plain decimal/],
    ['.,1', /not a plain decimal/],
    ['0,0', /all weights are zero/],
    ['a=0,b=0.000', /all weights are zero/],
    ['0', /all weights are zero/],
    ['a=1,a=2', /"a" stands twice/],
    ['a=1, a =2', /"a" stands twice/],
    ['a=1,"a"=2', /"a" stands twice/],
    ['a=1,2', /some weights are named/],
    ['1,b=2', /some weights are named/],
    ['=1,b=2', /entry 1: a version has no name/],
    ['""=1', /entry 1: a version has no name/],
    ['a=,b=1', /weight 1: the number is missing/],
    ['one=1:two=2', /not separated by commas/],
    ['one=1;two=2', /not separated by commas/],
    ['1,2:3', /commas and colons are mixed/],
    ['a\u001b[2J=1,b=2', /control character/],
    ['a\nb=1', /control character/],
    ['"a=1', /not a JSON string/],
    ['"a"x=1', /text between the quoted name/],
    ['"a",b=1', /has a name but no weight/],
    [`${'x'.repeat(202)}=1`, /202 characters/],
    [`${'1'.repeat(401)},1`, /401 characters/],
    [Array(1001).fill('1').join(','), /1001 weights are more than 1000/],
    [Array(1001).fill('1').join(':'), /1001 weights are more than 1000/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.throws(
        () => parseWeights(text),
        (error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, reason);
          assert.match(error.message, /^--expect ".*": .+; .+$/);
          assert.doesNotMatch(error.message, /\p{Cc}/u);
          return true;
        },
      );
    });
  }

  it('takes exactly 1,000 weights', () => assert.equal(parseWeights(Array(1000).fill('1').join(',')).length, 1000));

  it('names the flag it was given', () => assert.throws(() => parseWeights('x', '--actual'), /^RangeError: --actual "x"/));

  it('reads back whatever formatWeights writes, whatever the names hold', () => {
    const name = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }));
    const spiced = fc.oneof(
      name,
      fc.constantFrom('a,b', 'a=b', '"', '" ', '\\"', 'x=1:y', ' a', 'a\t', '\ud800', '\u2028', '%', '1'),
    );
    const list = fc
      .uniqueArray(spiced, { minLength: 1, maxLength: 20 })
      .chain((names) => fc.tuple(...names.map((one) => decimal.map((text) => ({ name: one as string | null, text })))));
    fc.assert(
      fc.property(
        fc.oneof(
          list,
          fc.array(
            decimal.map((text) => ({ name: null, text })),
            { minLength: 1 },
          ),
        ),
        (weights) => {
          fc.pre(notAllZero(weights));
          const written = formatWeights(weights);
          assert.doesNotMatch(written, /[\p{Cc}\u2028\u2029]/u);
          assert.deepEqual(parseWeights(written), weights);
        },
      ),
    );
  });

  it('throws nothing but a RangeError of one line, and what it reads it reads again', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'0189.,,::==""\\ %-+ e_xaé\n\u0000'), maxLength: 25 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup), (text) => {
        try {
          const weights = parseWeights(text);
          assert.deepEqual(parseWeights(formatWeights(weights)), weights);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.doesNotMatch(error.message, /[\p{Cc}\u2028\u2029]/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads long hostile text in linear time', () => {
    for (const text of [
      '"'.repeat(100_000),
      `a=${' '.repeat(100_000)}x`,
      `"${'\\'.repeat(100_001)}`,
      '='.repeat(100_000),
      ' '.repeat(100_000),
    ]) {
      assert.throws(() => parseWeights(text), RangeError);
    }
  });
});
