import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyOf, meantKey, optionOf, UNITS } from '../../../harness/api/option-keys.ts';
import { VERIFY } from '../../../harness/cli/commands/verify.ts';
import { OPTIONS, type OptionName } from '../../../harness/cli/options.ts';

const names = Object.keys(OPTIONS) as OptionName[];

describe('keyOf', () => {
  it('is camel case, with the unit of a bare number', () => {
    assert.equal(keyOf('group-by'), 'groupBy');
    assert.equal(keyOf('http2'), 'http2');
    assert.equal(keyOf('ready-timeout'), 'readyTimeoutMs');
    assert.equal(keyOf('tolerance'), 'tolerancePoints');
    assert.equal(keyOf('rate'), 'ratePerSecond');
  });

  it('is another one for every option, and leads back to it', () => {
    assert.equal(new Set(names.map(keyOf)).size, names.length);
    for (const name of names) {
      assert.match(keyOf(name), /^[a-z][A-Za-z0-9]*$/);
      assert.equal(optionOf(keyOf(name), names), name);
    }
    assert.equal(optionOf('constructor', names), null);
    assert.equal(optionOf('timeout', names), null);
  });

  it('has a unit wherever the command line has one behind the number', () => {
    const units = names.filter((name) => {
      const option = OPTIONS[name];
      return 'value' in option && /^(TIME|POINTS|R)$/.test(option.value);
    });
    assert.deepEqual(Object.keys(UNITS).toSorted(), units.toSorted());
  });
});

describe('meantKey', () => {
  it('finds the flag, the name without its unit, and the slip', () => {
    const meant = (key: string) => meantKey(key, VERIFY.options, ['target', 'signal']);
    assert.equal(meant('timeout'), 'timeoutMs');
    assert.equal(meant('group-by'), 'groupBy');
    assert.equal(meant('ready-timeout'), 'readyTimeoutMs');
    assert.equal(meant('expcet'), 'expect');
    assert.equal(meant('traget'), 'target');
    assert.equal(meant('whatever'), null);
  });
});
