import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CANNOT_RUN, NOT_FOUND } from '../processes/spawn-guarded.ts';

/**
 * What is wrong with a program that the shell could not start, and what to do about it; null when the program ended by itself.
 *
 * @param howToGet what to do to have it
 */
export function whyNotRun(program: string, howToGet: string, code: number | null): string | null {
  if (code !== NOT_FOUND && code !== CANNOT_RUN) return null;
  const files = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .filter(isFile);
  const [first] = files;
  if (first === undefined) return `${program} is not on PATH; ${howToGet}`;
  // Shells pass over files that may not be run, and then know of none.
  const broken = files.find(isExecutable);
  return broken === undefined
    ? `${first} is not executable; chmod +x ${first}, or ${howToGet}`
    : `${broken} does not run on this machine; ${howToGet}`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
