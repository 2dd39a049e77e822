import { type ChildProcess, spawn } from 'node:child_process';
import { SHELL } from './shell.ts';

/** Reads lists of process numbers, the last of which holds; its input ends when the process that wrote them is gone, however it went. */
const GUARD = 'while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -KILL $pids';

let guard: ChildProcess | null = null;
const guarded = new Set<ChildProcess>();

/**
 * Sees to it that a child does not outlive this process: not after a plain exit, and not after a SIGKILL, of which no program hears.
 * Until the child has ended, that is: its number may then belong to somebody else.
 */
export function guardOrphan(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (guarded.size === 0) process.on('exit', killAll);
  guarded.add(child);
  tell();
  child.once('exit', () => {
    guarded.delete(child);
    if (guarded.size === 0) process.off('exit', killAll);
    tell();
  });
}

function killAll(): void {
  for (const child of guarded) child.kill('SIGKILL');
}

function tell(): void {
  if (SHELL === null) return;
  guard ??= startGuard(SHELL);
  guard.stdin?.write(`${[...guarded].map(({ pid }) => pid).join(' ')}\n`);
}

/** A process group of its own, or Ctrl-C would end it before its work. It keeps nobody waiting. */
function startGuard(shell: string): ChildProcess {
  const started = spawn(shell, ['-c', GUARD], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  started.unref();
  (started.stdin as unknown as { unref(): void }).unref();
  const forget = () => {
    if (guard === started) guard = null;
  };
  started.once('error', forget).once('exit', forget);
  // Whoever ended it has taken a net away, not what it was spanned under.
  started.stdin?.on('error', forget);
  return started;
}
