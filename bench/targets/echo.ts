import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../bench-error.ts';
import { endedWithUs } from './child.ts';
import type { Target } from './target.ts';

const PROGRAM = fileURLToPath(new URL('./bare-echo.ts', import.meta.url));

/** Starts the bare TCP service on a free port of loopback. */
export async function startEcho(): Promise<Target> {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = endedWithUs(child);
  const [first] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const port = Number(String(first));
  if (!(port > 0) || child.exitCode !== null) throw new BenchError(`the TCP target does not start: ${first}`);
  return {
    url: `tcp://127.0.0.1:${port}`,
    name: `a bare node:net service, Node ${process.versions.node}`,
    pid: child.pid ?? 0,
    label: 'v1',
    served: async () => null,
    [Symbol.asyncDispose]: end,
  };
}
