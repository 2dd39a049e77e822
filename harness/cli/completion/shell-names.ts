import { UsageError } from '../usage-error.ts';

/** Shells that a completion script can be had for. */
export const SHELL_NAMES = ['bash', 'zsh', 'fish'] as const;

export type ShellName = (typeof SHELL_NAMES)[number];

/** The one shell that is named behind `weighbridge completion`. A UsageError for none, several, or another one. */
export function askedShell(positionals: readonly string[]): ShellName {
  const fix = `write weighbridge completion bash, zsh or fish`;
  const [typed] = positionals;
  if (typed === undefined) throw new UsageError(`completion: the shell is missing; ${fix}`);
  if (positionals.length > 1)
    throw new UsageError(
      `completion takes one shell, got ${positionals.map((text) => JSON.stringify(text)).join(' and ')}; ${fix}`,
    );
  const found = SHELL_NAMES.find((name) => name === typed);
  if (found === undefined) throw new UsageError(`completion ${JSON.stringify(typed)}: there is no script for this shell; ${fix}`);
  return found;
}
