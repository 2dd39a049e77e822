import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { recoverNpmArguments } from '../../harness/cli/npm-arguments.ts';
import { OPTIONS } from '../../harness/cli/options.ts';
import { tcpServer } from '../harness/drive/loopback-server.ts';
import { type Ended, ended, ROOT, scratch, startProcess } from './command.ts';

const folder = scratch();
// The Node that runs the tests must also be the one that npm's scripts find first.
const PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;

/** The machine's npm; null when there is none. */
function npmVersion(): string | null {
  try {
    return execFileSync('npm', ['--version'], { encoding: 'utf8', cwd: folder, env: { ...process.env, PATH } }).trim();
  } catch {
    return null;
  }
}

const version = npmVersion();
const skip = version === null && 'npm is not installed';
// npm 12 refuses flags that it does not know before any script starts; the README leads with forms that work everywhere.
const skipFlags = skip || (Number.parseInt(version ?? '', 10) >= 12 && `npm ${version} refuses flags it does not know`);

const npm = (args: readonly string[], cwd?: string): Promise<Ended> =>
  ended(startProcess('npm', ['run', '--silent', ...args], { env: { PATH }, ...(cwd === undefined ? {} : { cwd }) }));

/** A target that answers `one` four times out of five. */
async function target(): Promise<string> {
  let i = 0;
  const server = await tcpServer((socket) => socket.once('data', () => socket.end(++i % 5 === 0 ? 'two\n' : 'one\n')));
  return `tcp://127.0.0.1:${server.port}`;
}

const words = ({ stdout }: Ended) => stdout.replaceAll(/\s+/g, ' ');

describe('npm run verify', () => {
  it('--expect 80,20, as typed on a fresh clone', { skip: skipFlags }, async () => {
    const ended = await npm(['verify', '--expect', '80,20']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), /^PASS tcp:\S+ splits one 80 : two 20 .* 1,141 requests/);
  });

  it('TARGET --expect=80,20', { skip: skipFlags }, async () => {
    const ended = await npm(['verify', await target(), '--expect=80,20']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), /^PASS .* splits one 80 : two 20 /);
  });

  it('--expect 80,20 --requests 500 TARGET: two values find their flags', { skip: skipFlags }, async () => {
    const ended = await npm(['verify', '--expect', '80,20', '--requests', '500', await target()]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), / 500 requests on 500 connections /);
  });

  it('--expect 80,20 -n 500 is refused with the line to type instead', { skip: skipFlags }, async () => {
    const { code, stderr, stdout } = await npm(['verify', '--expect', '80,20', '-n', '500']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^weighbridge: npm took --expect for itself .* write: npm run verify -- --expect … -n 500\n$/);
  });

  it('-- TARGET --expect 80,20 -n 100 needs no help', { skip }, async () => {
    const ended = await npm(['verify', '--', await target(), '--expect', '80,20', '-n', '100']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), / 100 requests /);
  });

  it('expect=80,20 requests=100 TARGET works with every npm', { skip }, async () => {
    const ended = await npm(['verify', 'expect=80,20', 'requests=100', await target()]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(words(ended), / 100 requests /);
  });

  it('routes FILE --port 31400 --report=json: the file stays a file', { skip: skipFlags }, async () => {
    const file = join(ROOT, 'manifests/tcp-echo/istio/virtual-service.yaml');
    const ended = await npm(['routes', file, '--port', '31400', '--report=json']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.equal(JSON.parse(ended.stdout).probe.port, 31400);
  });

  it('passes a FAIL on as exit code 1', { skip }, async () => {
    assert.equal((await npm(['judge', '--', '--counts', '1,99', '--expect', '80,20'])).code, 1);
  });
});

describe('npm', () => {
  const options = Object.entries(OPTIONS);

  /** Sends flags through the real npm to a script that shows what arrives. */
  async function throughNpm(flags: readonly string[]) {
    const name = join(folder, 'package.json');
    writeFileSync(name, JSON.stringify({ name: 'show', private: true, scripts: { show: 'node show.js' } }));
    writeFileSync(
      join(folder, 'show.js'),
      `const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^npm_(config_|command$)/.test(name)));
       process.stdout.write(JSON.stringify({ argv: process.argv.slice(2), env }));`,
    );
    const { stdout, stderr, code } = await npm(['show', ...flags], folder);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as { argv: string[]; env: Record<string, string> };
  }

  it('hands on the name of every option', { skip: skipFlags }, async () => {
    const flags = options.map(([name, option]) => (option.kind === 'flag' ? `--${name}` : `--${name}=value-of-${name}`));
    const { env, argv } = await throughNpm(flags);
    assert.deepEqual(argv, [], 'npm took every flag');
    for (const [name, option] of options)
      assert.equal(
        env[`npm_config_${name.replaceAll('-', '_')}`],
        option.kind === 'flag' ? 'true' : `value-of-${name}`,
        `--${name}`,
      );
  });

  it('loses no value of `--name value`, and we put every one back', { skip: skipFlags }, async () => {
    const typical: Readonly<Record<string, string>> = {
      expect: 'one=80,two=20',
      requests: '500',
      'group-by': 'hop:2',
      labels: 'x,y',
      header: 'a: b',
      report: 'json',
      lab: 'http-hello',
      tally: './t.json',
      from: 'mesh',
      'connect-to': 'shop.example:80:127.0.0.1:8080',
    };
    const { env, argv } = await throughNpm(Object.entries(typical).flatMap(([name, value]) => [`--${name}`, value]));
    const facts = options.map(([name, option]) => ({
      name,
      alias: 'alias' in option ? option.alias : null,
      kind: option.kind,
      fits: 'fits' in option ? option.fits : /^/,
    }));
    assert.deepEqual(
      recoverNpmArguments(['verify', ...argv], env, facts).toSorted(),
      ['verify', ...Object.entries(typical).map(([name, value]) => `--${name}=${value}`)].toSorted(),
    );
  });
});
