import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';

/** How a stand-in for Envoy behaves. */
export interface FakeEnvoy {
  /** So many requests are answered before it ends with exit code 9; Infinity: it never ends by itself. */
  readonly answers?: number;
  /** It goes on after these, but first kills a pod of its lab; what it answers from then on is status 503. */
  readonly killsPod?: boolean;
  /** What it says on stderr before it ends with exit code 1, instead of listening at all. */
  readonly refuses?: string;
  /** Neither listens nor ends. */
  readonly hangs?: boolean;
}

/**
 * Puts a program called `envoy` first on PATH for the rest of the test or suite it is called in: it listens where its configuration says
 * and answers every request itself, as version v1, so that what surrounds a gateway is tested without one.
 */
export function fakeEnvoy(
  folder: string,
  { answers = Number.POSITIVE_INFINITY, killsPod = false, refuses, hangs = false }: FakeEnvoy = {},
): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const serve = `
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { execFileSync } = require('node:child_process');
const { static_resources } = JSON.parse(readFileSync(process.argv[process.argv.indexOf('-c') + 1], 'utf8'));
let left = ${answers};
const killPod = () => {
  for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\\n')) {
    const [pid, parent] = line.trim().split(/ +/).map(Number);
    if (parent === process.ppid && line.includes('services/http-hello/')) return process.kill(pid, 'SIGKILL');
  }
};
for (const { address } of static_resources.listeners)
  createServer((request, response) => {
    left -= 1;
    if (left < 0 && !${killsPod}) process.exit(9);
    if (left === -1) killPod();
    if (left < 0) response.statusCode = 503;
    response.setHeader('x-version', 'v1').end('Hello');
  }).listen(address.socket_address.port_value, '127.0.0.1');
`;
  const refuse = `process.stderr.write(${JSON.stringify(refuses)}); process.exitCode = 1;`;
  const program = hangs ? 'setInterval(() => {}, 1_000);' : refuses === undefined ? serve : refuse;
  writeFileSync(join(bin, 'envoy'), `#!${process.execPath}\n${program}\n`);
  chmodSync(join(bin, 'envoy'), 0o755);
  if (process.env.PATH?.startsWith(bin)) return;
  const path = process.env.PATH ?? '';
  process.env.PATH = `${bin}${delimiter}${path}`;
  after(() => {
    process.env.PATH = path;
  });
}
