import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../services/http-hello/main.ts', import.meta.url));

/** The real program as a child process. */
export interface HelloProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** NaN without GRPC_PORT. */
  readonly grpcPort: number;
  readonly firstLine: string;
  /** Resolves to the exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
  output(): { stdout: string; stderr: string };
}

function spawnHello(env: Record<string, string>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return { child, exited, output: () => ({ stdout, stderr }) };
}

/** Starts the program on a free loopback port and waits for its first line, or its first two with GRPC_PORT. It is killed when `scope`, normally a test, is over. */
export async function startHello(
  scope: { after: (end: () => Promise<void>) => unknown },
  env: Record<string, string> = {},
): Promise<HelloProcess> {
  const { child, exited, output } = spawnHello({ PORT: '0', HOST: '127.0.0.1', POD_IP: '10.0.0.1', DRAIN_MS: '0', ...env });
  scope.after(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines = env.GRPC_PORT ? 2 : 1;
  while (output().stdout.split('\n').length <= lines) {
    const ended = await Promise.race([once(child.stdout!, 'data').then(() => null), exited]);
    if (ended !== null) throw new Error(`ended with ${ended}: ${output().stderr}`);
  }
  const firstLine = output().stdout.split('\n')[0]!;
  const port = Number(/:(\d+), version/.exec(firstLine)?.[1]);
  const grpcPort = Number(/\nlistening for gRPC on \S+:(\d+)\n/.exec(output().stdout)?.[1]);
  return { child, port, grpcPort, firstLine, exited, output };
}

/** Runs the program until it ends by itself. */
export async function runHello(env: Record<string, string>, args: readonly string[] = []) {
  const { exited, output } = spawnHello(env, args);
  return { code: await exited, ...output() };
}

export interface Got {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** One request on a connection of its own. */
export function get(port: number, path: string, headers: Record<string, string | string[]> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Sends raw bytes and resolves to everything that comes back until the server closes; `halfClose` ends the sending side. */
export function raw(port: number, bytes: string | Buffer | readonly (string | Buffer)[], halfClose = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    for (const part of Array.isArray(bytes) ? bytes : [bytes]) socket.write(part);
    if (halfClose) socket.end();
  });
}
