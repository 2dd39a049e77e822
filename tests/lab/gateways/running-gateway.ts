import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

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
}

/** A real gateway that accepts connections on a loopback port. */
export interface RunningGateway {
  readonly port: number;
  /** Where its configuration lies. */
  readonly folder: string;
  /** Ends the program and removes its files; a second call does nothing. */
  stop(): Promise<void>;
}

/** Starts a gateway and resolves when it accepts on `port`; rejects with its own words when it does not. */
export async function startGateway(gateway: GatewayProgram, port: number): Promise<RunningGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-gateway-'));
  const file = join(folder, gateway.fileName);
  await writeFile(file, gateway.configuration(folder));
  const child = spawn(gateway.program, gateway.args(folder, file), { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = keepOutput(child);
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAccepting(child, port);
  } catch (error) {
    await stop();
    throw new Error(`${gateway.program} did not start on port ${port}: ${(error as Error).message}\n${output()}`);
  }
  return { port, folder, stop };
}

/** The last words of a child; reading them also keeps its pipes from filling up. */
function keepOutput(child: ChildProcess): () => string {
  let text = '';
  const read = (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-8_192);
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return () => text;
}

async function untilAccepting(child: ChildProcess, port: number): Promise<void> {
  const failed = new AbortController();
  child.once('error', (error) => failed.abort(error));
  child.once('exit', (code, signal) => failed.abort(new Error(`it ended with ${signal ?? `exit code ${code}`}`)));
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  while (!(await accepts(port))) {
    if (failed.signal.aborted) throw failed.signal.reason;
    if (limit.aborted) throw new Error(`nothing accepted within ${START_LIMIT_MS / 1000} s`);
    await wait(20);
  }
  // Somebody else may sit on the port while our gateway died of that.
  if (failed.signal.aborted) throw failed.signal.reason;
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
