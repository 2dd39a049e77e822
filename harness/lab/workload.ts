import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend } from './gateways/gateway.ts';
import { spawnGuarded } from './processes/spawn-guarded.ts';

/** How long a workload may take to bind its port. Generous: shared machines start Node slowly. */
const START_LIMIT_MS = 20_000;
/**
 * Where Node keeps what it has compiled, the place it has for that itself (`module.enableCompileCache`): a lab starts one program many times,
 * and six pods then listen after 0.5 s instead of 1 s on two cores.
 */
const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');

/** What to run: a service of this project with its arguments and environment. */
export interface WorkloadSpec {
  readonly service: 'tcp-echo' | 'http-hello';
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it prints once it listens, in pieces as they come; null or left out: nobody does. */
  readonly log?: ((text: string) => void) | null;
}

/** A workload that has bound its port. */
export interface RunningWorkload extends Backend {
  /** Resolves when the workload has ended, by itself or not, with how: `SIGKILL`, `exit code 1`. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts a workload as a child process on a free loopback port and resolves when it listens; rejects with its own words when it does not. */
export function startWorkload(spec: WorkloadSpec, signal?: AbortSignal): Promise<RunningWorkload> {
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: COMPILED, ...spec.env };
  const child = spawnGuarded(process.execPath, [entryOf(spec.service), ...spec.args], env);
  const stop = () => stopChild(child);
  const ended = new Promise<string>((tell) => {
    child.once('exit', (code, signal) => tell(signal ?? `exit code ${code}`));
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(
        new Error(
          `lab: ${spec.service} ${spec.args.join(' ')} did not start: ${why}${printed === '' ? '' : `: ${printed.trim()}`}`,
        ),
      );
    };
    const onAbort = () => {
      clearTimeout(limit);
      fail('nobody waits for it any more');
    };
    const onEarlyExit = (code: number | null, signal: string | null) => {
      clearTimeout(limit);
      fail(`it ended with ${signal ?? `exit code ${code}`}`);
    };
    const limit = setTimeout(() => fail(`nothing listened within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      printed = (printed + chunk.toString('utf8')).slice(-4096);
      const port = /^listening on \S*:(\d+),/m.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      child.stdout.off('data', read).resume();
      if (spec.log) child.stdout.setEncoding('utf8').on('data', spec.log);
      child.off('exit', onEarlyExit);
      signal?.removeEventListener('abort', onAbort);
      resolve({ host: '127.0.0.1', port: Number(port), ended, stop });
    };
    child.stdout.on('data', read);
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    child.stderr.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString('utf8')).slice(-4096);
    });
    child.once('error', (error) => {
      clearTimeout(limit);
      fail(error.message);
    });
    child.once('exit', onEarlyExit);
  });
}

/** The service's entry beside this file: the source in the repository, the compiled file in the package. */
function entryOf(service: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../services/${service}/main.${extension}`, import.meta.url));
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 2_000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
