import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Host } from '../../harness/cli/host.ts';
import { run } from '../../harness/cli/run.ts';
import type { Report } from '../../harness/model/report.ts';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a command ended and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** A host that a test holds: signals are events, output is text. */
export function fakeHost(
  args: readonly string[],
  extra: { env?: Record<string, string>; stdin?: string; columns?: number } = {},
) {
  const stdout = Object.assign(new Sink(), extra.columns === undefined ? {} : { columns: extra.columns });
  const stderr = new Sink();
  const events = new EventEmitter();
  const exits: number[] = [];
  const host: Host = {
    argv: ['node', 'weighbridge', ...args],
    env: extra.env ?? {},
    stdin: Readable.from(extra.stdin === undefined ? [] : [Buffer.from(extra.stdin)]),
    stdout,
    stderr,
    on: (event: string, listener: (error: Error) => void) => events.on(event, listener),
    off: (event: string, listener: (error: Error) => void) => events.off(event, listener),
    exit: (code) => exits.push(code),
  };
  return { host, stdout, stderr, events, exits };
}

/** Runs the whole command inside this process. */
export async function inProcess(args: readonly string[], extra: Parameters<typeof fakeHost>[1] = {}): Promise<Ended> {
  const { host, stdout, stderr } = fakeHost(args, extra);
  const code = await run(host);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** Runs the installed command in a process of its own. */
export async function asProcess(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  return ended(startProcess(process.execPath, [join(ROOT, 'harness/bin.js'), ...args], options));
}

/** Starts a program with its output piped. Nothing of npm's environment is handed on: the tests themselves may run under npm. */
export function startProcess(
  program: string,
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
) {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST|NODE_OPTIONS|CI$|FORCE_COLOR|NO_COLOR)/.test(name)),
  );
  return spawn(program, args, { cwd: options.cwd ?? ROOT, env: { ...clean, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits for a started program. */
export async function ended(child: ReturnType<typeof startProcess>): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The report in what was printed, which must be that and nothing else. */
export function reportOf({ stdout }: Ended): Report {
  const report = JSON.parse(stdout) as Report;
  assert.equal(report.schema, 'weighbridge/report/v1');
  return report;
}

/** A folder that is gone when the test file has ended. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Asserts the form of every usage error: exit code 2, one line on stderr that holds `parts`, nothing on stdout. */
export function assertUsage({ code, stdout, stderr }: Ended, ...parts: readonly (string | RegExp)[]): void {
  assert.equal(code, 2, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, /^weighbridge: [^\n]+\n$/);
  assert.ok(stderr.length < 1100, 'the line is short');
  assertHarmless(stderr);
  for (const part of parts)
    assert.ok(typeof part === 'string' ? stderr.includes(part) : part.test(stderr), `${part} in ${stderr}`);
}

/** Asserts that a text holds nothing a terminal acts on. */
export function assertHarmless(text: string): void {
  assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
}
