import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What a step of a pipeline ended with. */
export interface StepEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for a test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-ci-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How this machine reaches the npm registry. */
const NETWORK = /^(npm_config_(registry|cache|userconfig|cafile)|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(https?|no)_proxy)$/i;

/** Runs a step as a runner does: `bash -e -o pipefail`, with nothing of the test's environment but PATH, HOME and the way to the registry. */
export function runStep(script: string, folder: string, env: Readonly<Record<string, string>> = {}): Promise<StepEnd> {
  const network = Object.fromEntries(Object.entries(process.env).filter(([name]) => NETWORK.test(name)));
  const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...network, PATH, HOME: process.env.HOME ?? folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A program for PATH that is `lines` of bash. */
export function program(folder: string, name: string, lines: string): void {
  writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${lines}\n`, { mode: 0o755 });
}
