import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedShell, SHELL_NAMES } from '../../../../harness/cli/completion/shell-names.ts';
import { UsageError } from '../../../../harness/cli/usage-error.ts';

test('reads the shell that is named', () => {
  for (const name of SHELL_NAMES) assert.equal(askedShell([name]), name);
});

test('refuses none, several, and a shell without a script, and says which there are', () => {
  const refused = (...typed: string[]) => {
    assert.throws(
      () => askedShell(typed),
      (error) =>
        error instanceof UsageError && /^completion.*; write weighbridge completion bash, zsh or fish$/.test(error.message),
    );
  };
  refused();
  refused('bash', 'zsh');
  refused('tcsh');
  refused('toString');
  refused('');
});
