import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { BenchError } from '../bench-error.ts';
import type { Command } from './command.ts';
import { timesOf, treePeakKib } from './process-tree.ts';

/** What a program printed and what it cost. */
export interface CommandRun {
  readonly stdout: string;
  /** From start to end, start-up included. */
  readonly wallMs: number;
  /** User and system time of the program and its children, in steps of 10 ms. */
  readonly cpuMs: number;
  readonly peakMib: number;
}

/** The high-water mark only grows, so what a look misses is the growth since the look before. */
const LOOK_EVERY_MS = 25;

/**
 * Runs a program to its end. Its CPU time is read off this process, which gets the times of a child that has ended: exact, but only
 * while one child at a time ends. Throws a BenchError when it cannot be started or fails.
 */
export async function runCommand(command: Command): Promise<CommandRun> {
  const startedMs = performance.now();
  const before = timesOf('self').childrenMs;
  const child = spawn(command.program, command.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), ...command.env },
  });
  const stopWithUs = () => child.kill('SIGTERM');
  process.on('exit', stopWithUs);
  let peakKib = 0;
  const look = () => {
    peakKib = Math.max(peakKib, child.pid === undefined ? 0 : treePeakKib(child.pid));
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  try {
    const [ended, stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    const wallMs = performance.now() - startedMs;
    if (ended[0] !== 0) throw failed(command, ended[0] ?? ended[1], `${stdout}\n${stderr}`);
    return { stdout, wallMs, cpuMs: timesOf('self').childrenMs - before, peakMib: peakKib / 1024 };
  } catch (error) {
    throw error instanceof BenchError ? error : failed(command, 'no exit code', String(error));
  } finally {
    clearInterval(looking);
    process.removeListener('exit', stopWithUs);
  }
}

/** Ours without what npm adds to it: weighbridge would take `npm run bench --requests 5` for its own `--requests`. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

function failed(command: Command, code: unknown, output: string): BenchError {
  return new BenchError(`${command.program} ${command.args.join(' ')}\nended with ${code}:\n${output.trim().slice(-2000)}`);
}
