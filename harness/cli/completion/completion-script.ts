import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { type OfferedVerb, offeredVerbs } from './offered.ts';
import type { ShellName } from './shell-names.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS: Readonly<Record<ShellName, (verbs: readonly OfferedVerb[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** What `weighbridge completion SHELL` prints. Everything is in the script: a press of the tab key starts no Node. */
export function completionScript(shell: ShellName): string {
  return SCRIPTS[shell](offeredVerbs());
}
