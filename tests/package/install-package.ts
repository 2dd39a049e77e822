import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The package as somebody has it who installed it. */
export interface Installed {
  /** What `npm pack` made. */
  readonly tarball: string;
  /** An empty folder but for the package. */
  readonly home: string;
  /** The package in it. */
  readonly folder: string;
  remove(): void;
}

/** Packs the harness and lets npm install it into an empty folder, from its cache where that has everything. */
export function installPackage(): Installed {
  const scratch = mkdtempSync(join(tmpdir(), 'weighbridge-package-'));
  const npm = (args: readonly string[], cwd: string): void => {
    execFileSync('npm', [...args], { cwd, env: SURROUNDINGS, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  npm(['pack', '--silent', '--workspace', 'weighbridge', '--pack-destination', scratch], ROOT);
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '');
  const home = join(scratch, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  npm(['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', tarball], home);
  return {
    tarball,
    home,
    folder: join(home, 'node_modules', 'weighbridge'),
    remove: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

/** The Node that runs the tests, found first; and nothing of the npm that may have started them. */
export const SURROUNDINGS: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST|NODE_OPTIONS|FORCE_COLOR|NO_COLOR)/.test(name)),
  ),
  PATH: [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};
