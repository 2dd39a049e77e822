import { fileURLToPath } from 'node:url';
import { WORDS } from './cluster-words.ts';
import { program } from './reader-folder.ts';

const STAND_IN = fileURLToPath(new URL('cluster-program.ts', import.meta.url));

/** Puts programs that talk to a cluster into `bin`, each of them the stand-in. */
export function standIns(bin: string): void {
  const names = new Set(Object.keys(WORDS).map((command) => command.split(' ')[0] ?? ''));
  for (const name of names) program(bin, name, `exec "${process.execPath}" "${STAND_IN}" ${name} "$@"`);
}
