import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../harness/cli/command-line.ts';
import { OPTIONS } from '../../../harness/cli/options.ts';

const options = Object.entries(OPTIONS);

/** npm's own options and the abbreviations it takes for them; of the first line npm even prints its help and exits 0. */
const NPM_TAKES = [
  ...['alpha', 'avg', 'hash', 'pval'],
  ...['json', 'format', 'max', 'tag', 'name', 'key', 'cert', 'proxy', 'prefix', 'quiet', 'verbose', 'silent', 'color'],
  ...['progress', 'save', 'versions', 'only', 'apply', 'version', 'help', 'ca', 'cafile', 'global', 'workspace', 'yes', 'call'],
];

describe('OPTIONS', () => {
  it('avoids every name that npm would take for its own', () => {
    for (const [name] of options) {
      assert.ok(!NPM_TAKES.includes(name), name);
      assert.match(name, /^[a-z]+2?(-[a-z]+)*$/);
      assert.ok(!name.startsWith('no-'), 'would be read as a negation');
    }
  });

  it('has one meaning for every name and every alias', () => {
    const all = options.flatMap(([name, option]) => [name, ...('alias' in option ? [option.alias] : [])]);
    assert.equal(new Set(all).size, all.length);
  });

  it('is offered by some command, every one of it', () => {
    const offered = new Set<string>(COMMANDS.flatMap((command) => [...command.options]));
    assert.deepEqual(
      options.map(([name]) => name).filter((name) => !offered.has(name)),
      [],
    );
  });

  it('describes each in one line, and accepts each default', () => {
    for (const [name, option] of options) {
      assert.match(option.describe, /^[A-Z][^\n]+[^.]$/, name);
      if ('initial' in option) {
        assert.doesNotThrow(() => option.parse(option.initial, `--${name}`));
        assert.match(option.initial, option.fits, `npm must be able to give ${name} its default back`);
      }
    }
  });

  it('refuses a value with the flag in the message', () => {
    for (const [name, option] of options) {
      if (option.kind === 'flag') continue;
      for (const bad of ['', '\u0000', '-', 'x'.repeat(1000)]) {
        try {
          option.parse(bad, `--${name}`);
        } catch (error) {
          assert.ok(error instanceof RangeError, name);
          assert.ok(error.message.startsWith(`--${name}`), error.message);
          assert.doesNotMatch(error.message, /[\p{Cc}]/u);
        }
      }
    }
  });

  it('reads what only this file reads', () => {
    assert.equal(OPTIONS.method.parse('post', '--method'), 'POST');
    assert.equal(OPTIONS.payload.parse('hello', '--payload'), 'hello\n');
    assert.throws(() => OPTIONS.payload.parse('a\nb', '--payload'), /^RangeError: --payload: .*line break/);
    assert.deepEqual(OPTIONS.counts.parse(' 61, 28,11 ', '--counts'), [61, 28, 11]);
    assert.throws(() => OPTIONS.counts.parse('1,,2', '--counts'), /not a count/);
    assert.throws(() => OPTIONS.counts.parse('9007199254740993', '--counts'), /not a count/);
    assert.deepEqual(OPTIONS.host.parse('shop.example', '--host'), ['Host', 'shop.example']);
    assert.throws(() => OPTIONS.host.parse('a\r\nb: c', '--host'), RangeError);
    assert.throws(() => OPTIONS.test.parse('AUTO', '--test'), /write auto or chi2 or exact or mc/);
  });
});
