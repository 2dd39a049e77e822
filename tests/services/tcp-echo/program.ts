import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../../services/tcp-echo/main.ts', import.meta.url));

/** The real program as a child process; killed when disposed. */
export class Program implements AsyncDisposable {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  stdout = '';
  stderr = '';

  constructor(command: string, args: readonly string[]) {
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.child.stderr.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.exited = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves when `pattern` is in stdout; rejects when the program ends without it. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match !== null) return match;
      const ended = await Promise.race([once(this.child.stdout, 'data').then(() => false), this.exited.then(() => true)]);
      if (ended && !pattern.test(this.stdout)) throw new Error(`ended without ${pattern}: ${this.stdout}${this.stderr}`);
    }
  }

  /** Resident memory in bytes. Linux only. */
  residentBytes(): number {
    return 1_024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))![1]);
  }

  /** Milliseconds from the signal to the end, and how it ended. */
  async stop(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null; tookMs: number }> {
    const startedMs = performance.now();
    const exited = once(this.child, 'exit').then(() => performance.now() - startedMs);
    this.child.kill(signal);
    const tookMs = await exited;
    this.child.stdout.resume();
    return { ...(await this.exited), tookMs };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    this.child.stdout.resume();
    await this.exited;
  }
}

/** Starts the service with a free port on loopback and waits until it listens. `shell` runs before it, e.g. `ulimit -n 40`. */
export async function startEcho(prefix: string, flags: readonly string[] = [], shell = ':'): Promise<Program & { port: number }> {
  const args = ['--host', '127.0.0.1', '0', prefix, ...flags];
  const program = new Program('sh', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, MAIN, ...args]);
  const [, port] = await program.printed(/^listening on 127\.0\.0\.1:(\d+), prefix: .*\n/);
  return Object.assign(program, { port: Number(port) });
}
