import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../../harness/cli/commands/commands.ts';
import { offeredVerbs } from '../../../../harness/cli/completion/offered.ts';

const verbs = offeredVerbs();
const optionOf = (verb: string, name: string) =>
  verbs.find((one) => one.verb === verb)?.options.find(({ names }) => names.includes(name));

describe('offeredVerbs', () => {
  it('offers every verb with every option of it, and help', () => {
    for (const { verb, options } of COMMANDS) {
      const offered = verbs.find((one) => one.verb === verb)?.options.map(({ names }) => names[0]);
      assert.deepEqual(offered, [...options.map((name) => `--${name}`), '--help']);
    }
    assert.equal(verbs.length, COMMANDS.length);
  });

  it('knows aliases, values, files, switches and what may be repeated', () => {
    assert.deepEqual(optionOf('verify', '-n')?.names, ['--requests', '-n']);
    assert.deepEqual(optionOf('verify', '--by')?.names, ['--group-by', '--by']);
    assert.deepEqual(optionOf('judge', '--test')?.values, ['auto', 'chi2', 'exact', 'mc']);
    assert.equal(optionOf('verify', '--fresh')?.value, null);
    assert.equal(optionOf('verify', '--path'), undefined);
    for (const name of ['--routes', '--out', '--tally', '--config', '--cacert', '--evidence', '--lab'])
      assert.equal(optionOf('verify', name)?.takesFile, true, name);
    for (const name of ['--expect', '--host', '--report', '--rate'])
      assert.equal(optionOf('verify', name)?.takesFile, false, name);
    assert.equal(optionOf('verify', '--header')?.mayRepeat, true);
    assert.equal(optionOf('verify', '--expect')?.mayRepeat, false);
  });

  it('offers no word that a shell would read as anything but itself', () => {
    for (const { verb, words, options } of verbs)
      for (const word of [verb, ...words, ...options.flatMap(({ names, values }) => [...names, ...values])])
        assert.match(word, /^[a-z0-9_:-]+$/i, word);
  });
});
