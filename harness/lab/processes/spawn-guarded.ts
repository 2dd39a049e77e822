import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { guardOrphan } from './orphan-guard.ts';
import { SHELL } from './shell.ts';

/** What the shell of `spawnGuarded` ends with when there is no such program. */
export const NOT_FOUND = 127;
/** And when there is one that the kernel does not run. */
export const CANNOT_RUN = 126;

/**
 * Waits for a word, then becomes the program; without the word, because whoever would say it is gone, it ends. It looks for the program
 * by itself: `exec` would complain in words of its own.
 */
const BECOME = `read -r go && command -v "$0" >/dev/null || exit ${NOT_FOUND}; exec "$0" "$@" </dev/null`;

/**
 * Starts a program that does not outlive this process, whenever this process ends. Between its start and `guardOrphan` knowing of it a
 * SIGKILL would leave it behind, so it is a shell until then.
 *
 * It has a process group of its own: Ctrl-C reaches only us, and the requests under way still find it.
 */
export function spawnGuarded(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): ChildProcessWithoutNullStreams {
  const [first, all] = SHELL === null ? [program, args] : [SHELL, ['-c', BECOME, program, ...args]];
  const child = spawn(first, [...all], { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  // Nobody reads the word when the shell was killed before; how the child ended says that better.
  child.stdin.on('error', () => {});
  guardOrphan(child);
  child.stdin.end('go\n');
  return child;
}
