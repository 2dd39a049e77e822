import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';

/** How a stand-in for Envoy behaves. */
export interface FakeEnvoy {
  /** So many requests are answered before it ends with exit code 9; Infinity: it never ends by itself. */
  readonly answers?: number;
  /** What it says on stderr before it ends with exit code 1, instead of listening at all. */
  readonly refuses?: string;
  /** Neither listens nor ends. */
  readonly hangs?: boolean;
}

/**
 * Puts a program called `envoy` first on PATH for the rest of the test file: it listens where its configuration says and answers every
 * request itself, as version v1, so that what surrounds a gateway is tested without one.
 */
export function fakeEnvoy(folder: string, { answers = Number.POSITIVE_INFINITY, refuses, hangs = false }: FakeEnvoy = {}): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const serve = `
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { static_resources } = JSON.parse(readFileSync(process.argv[process.argv.indexOf('-c') + 1], 'utf8'));
let left = ${answers};
for (const { address } of static_resources.listeners)
  createServer((request, response) => {
    left -= 1;
    if (left < 0) process.exit(9);
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
