import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import { endedWithUs } from './child.ts';
import { freePort } from './free-port.ts';
import { ANSWER_LABEL, nginxConfig, readServed, SERVED_PATH } from './nginx-config.ts';
import type { Target } from './target.ts';

const READY_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 20;

/** Starts nginx on a free port of loopback. Throws a BenchError when it is not installed or does not come up. */
export async function startNginx(): Promise<Target> {
  const version = /nginx\/(\S+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[1];
  if (version === undefined) throw new BenchError('nginx is not on PATH; apt-get install nginx-light (it may be in /usr/sbin)');
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, nginxConfig(port, folder));
  const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (bytes) => {
    complaint += bytes;
  });
  const endProgram = endedWithUs(child);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', removeFolder);
  const end = async () => {
    await endProgram();
    process.removeListener('exit', removeFolder);
    removeFolder();
  };
  const url = `http://127.0.0.1:${port}/`;
  const served = async () => readServed(await (await fetch(new URL(SERVED_PATH, url))).text());
  try {
    await answering(
      served,
      () => child.exitCode === null,
      () => complaint,
    );
  } catch (error) {
    await end();
    throw error;
  }
  return { url, name: `nginx ${version}`, pid: child.pid ?? 0, label: ANSWER_LABEL, served, [Symbol.asyncDispose]: end };
}

async function answering(ask: () => Promise<unknown>, runs: () => boolean, complaint: () => string): Promise<void> {
  const giveUpMs = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (!runs() || performance.now() > giveUpMs)
        throw new BenchError(`nginx does not answer: ${complaint().trim() || String(error)}`);
      await sleep(ASK_EVERY_MS);
    }
  }
}
