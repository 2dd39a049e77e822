import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NOT_FOUND, spawnGuarded } from '../processes/spawn-guarded.ts';
import { lastLine, tellingLine } from './telling-line.ts';
import { whyNotRun } from './why-not-run.ts';

/** How long a gateway may take until it accepts. Generous: shared machines start slowly. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/** A gateway program and its configuration. */
export interface GatewayProgram {
  readonly program: string;
  readonly fileName: string;
  /** What stands in the file, given the folder it lies in (the program may write there). */
  readonly configuration: (folder: string) => string;
  /** Arguments, given the folder and the file; the program must stay in the foreground. */
  readonly args: (folder: string, file: string) => readonly string[];
  /** What to say when the program is not installed. */
  readonly howToGet: string;
}

/** A gateway that accepts connections on all its ports. */
export interface RunningProgram {
  /** Resolves when the program has ended by itself, with why. */
  readonly died: Promise<string>;
  /** Ends the program and removes its files; a second call does nothing. */
  stop(): Promise<void>;
}

/** Starts a gateway and resolves when it accepts on every one of `ports`; rejects with its own words when it does not, or is not to. */
export async function startProgram(
  gateway: GatewayProgram,
  ports: readonly number[],
  signal?: AbortSignal,
): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-lab-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, gateway.fileName);
  try {
    await writeFile(file, gateway.configuration(folder));
  } catch (error) {
    await removeFolder();
    throw error;
  }
  const child = spawnGuarded(gateway.program, gateway.args(folder, file));
  const output = keepOutput(child);
  const died = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(
        whyNotRun(gateway.program, gateway.howToGet, code) ?? `${gateway.program} ended with ${signal ?? `exit code ${code}`}`,
      ),
    );
    // Without a shell, spawn itself says that there is no such program.
    child.once('error', (error) => resolve(whyNotRun(gateway.program, gateway.howToGet, NOT_FOUND) ?? error.message));
  });
  const stop = async () => {
    await end(child);
    await removeFolder();
  };
  try {
    await untilAccepting(died, ports, signal);
  } catch (error) {
    await stop();
    const words = tellingLine(output()) ?? lastLine(output());
    throw new Error(`lab: ${gateway.program} did not start: ${(error as Error).message}${words === '' ? '' : `\n${words}`}`);
  }
  return { died, stop };
}

/** The last words of a child; reading them also keeps its pipes from filling up. */
function keepOutput(child: ChildProcess): () => string {
  let text = '';
  const read = (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-4_096);
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return () => text.trim();
}

async function untilAccepting(died: Promise<string>, ports: readonly number[], signal?: AbortSignal): Promise<void> {
  let failure: string | null = null;
  died.then((why) => {
    failure = why;
  });
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (failure !== null) throw new Error(failure);
      if (signal?.aborted) throw new Error('nobody waits for it any more');
      if (limit.aborted) throw new Error(`nothing accepted on port ${port} within ${START_LIMIT_MS / 1000} s`);
      await wait(20);
    }
  }
  // Somebody else may sit on a port while our gateway died of that.
  if (failure !== null) throw new Error(failure);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
