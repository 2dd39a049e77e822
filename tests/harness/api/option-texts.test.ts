import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyOf } from '../../../harness/api/option-keys.ts';
import { optionTexts } from '../../../harness/api/option-texts.ts';
import { OPTIONS, type OptionName } from '../../../harness/cli/options.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { parseLabels } from '../../../harness/expect/labels.ts';
import { parseWeights } from '../../../harness/expect/weights.ts';

const texts = (name: OptionName, value: unknown) => optionTexts(name, keyOf(name), OPTIONS[name].kind, value);

describe('optionTexts', () => {
  it('gives what would have been typed', () => {
    assert.deepEqual(texts('expect', { one: 80, 'a,b': '20' }), ['one=80,"a,b"=20']);
    assert.deepEqual(texts('expect', [80, 20.5]), ['80,20.5']);
    assert.deepEqual(texts('expect', '1:2:3'), ['1:2:3']);
    assert.deepEqual(texts('labels', ['a,b', 'c']), ['"a,b",c']);
    assert.deepEqual(texts('timeout', 250), ['250ms']);
    assert.deepEqual(texts('tolerance', 0.5), ['0.5']);
    assert.deepEqual(texts('rate', 'max'), ['max']);
    assert.deepEqual(texts('fresh', false), [false]);
    assert.deepEqual(texts('header', ['a: b', 'c: d']), ['a: b', 'c: d']);
    assert.deepEqual(texts('header', 'a: b'), ['a: b']);
    assert.deepEqual(texts('seed', 18446744073709551615n), ['18446744073709551615']);
    assert.deepEqual(texts('significance', 1e-7), ['0.0000001']);
  });

  it('refuses what the option does not take, and shows no more than it must', () => {
    const refused = (name: OptionName, value: unknown, message: RegExp) => {
      assert.throws(
        () => texts(name, value),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    };
    refused('fresh', 'yes', /^fresh: "yes" is not what it takes; give true or false$/);
    refused('timeout', '5s', /^timeoutMs: "5s" is not what it takes; give a number$/);
    refused('timeout', Number.NaN, /^timeoutMs: NaN .*finite number$/);
    refused('rate', 'fast', /give a number or "max"$/);
    refused('expect', null, /^expect: null /);
    refused('expect', [80, null], /^expect: null /);
    refused('expect', { one: {} }, /^expect: a value of type object /);
    refused('method', ['GET', 'POST'], /^method: a list /);
    refused('body', Symbol('secret'), /^body: a value of type symbol /);
    refused('body', () => 'secret', /^body: a value of type function /);
    refused('cacert', '-', /^cacert: "-" is standard input, which is not read here; give a file$/);
    refused('routes', ['a.yaml', '-'], /standard input/);
  });

  it('gives weights and names that are read back as they were', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    const weight = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(fc.dictionary(name, weight, { minKeys: 1 }), (weights) => {
        fc.pre(Object.values(weights).some((one) => one > 0));
        const [text = ''] = texts('expect', weights);
        const read = parseWeights(String(text));
        assert.deepEqual(
          read.map((one) => [one.name, Number(one.text)]),
          Object.entries(weights).map(([key, value]) => [key, value + 0]),
        );
      }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (labels) => {
        const [text = ''] = texts('labels', labels);
        assert.deepEqual(parseLabels(String(text)), labels);
      }),
    );
  });
});
