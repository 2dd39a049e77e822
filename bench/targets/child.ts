import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a program when this process ends, however it ends, or before that through the function returned. */
export function endedWithUs(child: ChildProcess): () => Promise<void> {
  const end = () => child.kill('SIGTERM');
  process.on('exit', end);
  return async () => {
    process.removeListener('exit', end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    end();
    await ended;
  };
}
