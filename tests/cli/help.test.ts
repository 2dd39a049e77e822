import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../harness/cli/command-line.ts';
import { OPTIONS } from '../../harness/cli/options.ts';
import { versionText } from '../../harness/cli/version-text.ts';
import { asProcess, assertHarmless, inProcess } from './command.ts';

describe('--help', () => {
  for (const command of COMMANDS) {
    for (const columns of [80, 100]) {
      it(`of ${command.verb} fits ${columns} columns and shows every option`, async () => {
        const { code, stdout, stderr } = await inProcess([command.verb, '--help'], { columns });
        assert.equal(code, 0);
        assert.equal(stderr, '');
        assertHarmless(stdout);
        for (const line of stdout.split('\n')) assert.ok([...line].length <= columns, line);
        for (const name of command.options) {
          assert.match(stdout, new RegExp(`(^|[ ,])--${name}[ ,\\n]`, 'm'));
          const option = OPTIONS[name];
          assert.ok(stdout.replaceAll(/\s+/g, ' ').includes(option.describe.slice(0, 20)));
          if ('initial' in option) assert.match(stdout, new RegExp(`default: ${option.initial}\\]`));
        }
        for (const [example] of command.examples)
          assert.ok(stdout.includes(`weighbridge ${example}`), 'an example can be copied whole');
        assert.match(stdout, /Exit codes: 0 PASS, 1 FAIL, 2 usage, 3 INCONCLUSIVE/);
      });
    }

    it(`of ${command.verb} wins over whatever else is typed, but not behind --`, async () => {
      assert.equal((await inProcess([command.verb, '--nonsense', '--help'])).code, 0);
      assert.equal((await inProcess([command.verb, '--', '--help'])).code, 2);
    });
  }

  it('of the whole command names every verb and fits 80 columns', async () => {
    for (const args of [['--help'], ['help'], ['-x', '--help']]) {
      const { code, stdout } = await inProcess(args);
      assert.equal(code, 0);
      for (const { verb } of COMMANDS) assert.match(stdout, new RegExp(`weighbridge ${verb}`));
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
    }
    const { stdout } = await inProcess(['help', 'judge']);
    assert.match(stdout, /^weighbridge judge \[files\.\.\]/);
  });

  it('--version prints the version', async () => {
    assert.deepEqual(await asProcess(['--version']), { code: 0, stdout: versionText(), stderr: '' });
  });

  it('every example of judge and plan that needs no file works as written', async () => {
    for (const [example] of COMMANDS.flatMap(({ examples }) => [...examples] as (readonly [string, string])[])) {
      if (!/^(judge --counts|plan)/.test(example)) continue;
      const { code, stderr } = await inProcess(example.split(' '));
      assert.equal(code, 0, `${example}: ${stderr}`);
    }
  });
});
