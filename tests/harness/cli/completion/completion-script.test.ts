import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bashScript } from '../../../../harness/cli/completion/bash.ts';
import { completionScript } from '../../../../harness/cli/completion/completion-script.ts';
import { fishScript } from '../../../../harness/cli/completion/fish.ts';
import type { OfferedVerb } from '../../../../harness/cli/completion/offered.ts';
import { SHELL_NAMES } from '../../../../harness/cli/completion/shell-names.ts';
import { zshScript } from '../../../../harness/cli/completion/zsh.ts';
import { scratch } from '../../../cli/command.ts';
import { skipWithout } from '../../../lab/parts.ts';

const folder = scratch();

/** A verb whose every description would break out of a careless script. */
const HOSTILE: OfferedVerb = {
  verb: 'weigh',
  describe: `it's $(touch pwned) \`touch pwned\` \\ [a]: "b"`,
  words: [],
  takesFiles: true,
  options: [
    {
      names: ['--how', '-w'],
      describe: `it's $(touch pwned) \`touch pwned\` \\ [a]: "b"`,
      value: 'A:B',
      values: ['x', 'y:z'],
      takesFile: true,
      mayRepeat: false,
    },
  ],
};

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

for (const shell of SHELL_NAMES) {
  const skip = shell === 'bash' ? false : skipWithout(shell);

  test(`${shell} reads its script, whatever descriptions hold`, { skip }, () => {
    for (const script of [completionScript(shell), SCRIPTS[shell]([HOSTILE])]) {
      const file = join(folder, `script.${shell}`);
      writeFileSync(file, script);
      const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stderr, '');
    }
  });

  test(`the ${shell} script quotes descriptions whole`, { skip }, () => {
    const { stdout, stderr } = spawnSync(shell, ['-c', quotedDescription(shell)], { encoding: 'utf8' });
    assert.equal(stdout, shell === 'bash' ? '' : HOSTILE.describe, stderr);
  });
}

/** Prints the description of the hostile verb as the shell reads it; the script for bash shows none. */
function quotedDescription(shell: (typeof SHELL_NAMES)[number]): string {
  const script = SCRIPTS[shell]([HOSTILE]);
  if (shell === 'bash') return script.includes('pwned') ? 'echo described' : '';
  const written = shell === 'zsh' ? /'weigh:(.*)'$/m.exec(script)?.[1] : /-a weigh -d '(.*)'$/m.exec(script)?.[1];
  return `printf %s '${written}'`;
}
