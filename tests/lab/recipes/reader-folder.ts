import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../run-program.ts';
import type { Page } from './page.ts';

/** Where a reader stands: a clone of the repository, with the page's files saved in it. */
export interface ReaderFolder {
  readonly folder: string;
  /** For programs that stand in for what this machine has not. */
  readonly bin: string;
  remove(): void;
}

/** What commands of the pages name of the repository. */
const PARTS = ['docs', 'examples', 'manifests', 'services', 'harness', 'Dockerfile', 'package.json', 'node_modules'];

/**
 * What every `verify` of a page gets beside what is typed: a reader is told FAIL by a right gateway once in a hundred runs, and INCONCLUSIVE
 * once in a thousand; a test may not be.
 */
const SURE = '--significance 0.000001 --diagnostics warn';

/**
 * Makes the folder of a reader of this page. Its `npx weighbridge` is the command of this repository; `$WEIGHBRIDGE_MORE` may lead its
 * requests to a gateway of the test.
 */
export function readerFolder(page: Page): ReaderFolder {
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-recipe-'));
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  for (const part of PARTS) symlinkSync(join(REPOSITORY, part), join(folder, part));
  for (const [name, text] of page.files) writeFileSync(join(folder, name), text);
  program(bin, 'npx', `[ "$1" = weighbridge ] || exit 99\nexec weighbridge "\${@:2}"`);
  const command = `"${process.execPath}" "${REPOSITORY}harness/bin.js"`;
  const asTyped = `exec ${command} "$@"`;
  // What is typed comes last but for the additions: of several --connect-to the first that fits counts.
  const verify = `exec ${command} verify $WEIGHBRIDGE_MORE "\${@:2}" ${SURE}`;
  program(bin, 'weighbridge', `if [ "$1" = verify ]; then ${verify}; fi\n${asTyped}`);
  return { folder, bin, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A program for PATH that is `lines` of bash. */
export function program(bin: string, name: string, lines: string): void {
  writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${lines}\n`, { mode: 0o755 });
}

/** The environment of a reader, without what npm and the test runner put into this one. */
export function readerEnvironment(bin: string): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST|NODE_OPTIONS|CI$|GITHUB_)/.test(name));
  return { ...Object.fromEntries(clean), PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH ?? ''}` };
}
