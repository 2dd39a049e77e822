import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from './usage-error.ts';

/** Longest input that is read: a saved tally is a few hundred kilobytes at most. */
const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/** Reads a file named by `flag` as UTF-8 text; a file that cannot be read is a usage error naming flag, path and reason. */
export async function readText(flag: string, path: string): Promise<string> {
  try {
    return await readAll(createReadStream(path), path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${flag} ${path}: cannot be read (${reasonOf(error)}); check the path`);
  }
}

/** Reads all of standard input. */
export function readStream(stream: Readable): Promise<string> {
  return readAll(stream, 'standard input');
}

/** The limit is checked while reading: a pipe or a device has no size to look at first. */
async function readAll(stream: Readable, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAX_INPUT_BYTES)
      throw new UsageError(`${name} is larger than ${MAX_INPUT_BYTES / 1024 / 1024} MiB; give saved tallies or counted lines`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Writes a whole file; returns the reason when that fails, so that the verdict is printed all the same. */
export function writeText(path: string, text: string): Promise<string | null> {
  return problemOf(writeFile(path, text));
}

/** Adds to the end of a file, which is made where there is none; returns the reason when that fails. */
export function appendText(path: string, text: string): Promise<string | null> {
  return problemOf(appendFile(path, text));
}

/** Writes to a stream; false when the disk behind it is full. A reader that has gone away is no fault: it has what it wanted. */
export function printText(stream: Writable, text: string): Promise<boolean> {
  return new Promise((resolve) => stream.write(text, (error) => resolve(!isDiskFull(error))));
}

/** True for the errors of a disk that takes no more. */
export function isDiskFull(error: Error | null | undefined): boolean {
  const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

async function problemOf(written: Promise<void>): Promise<string | null> {
  try {
    await written;
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** What stands at a path, links followed; null for nothing. Whatever is no folder can be read as a file: a pipe, a device. */
export async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : found.isDirectory() ? 'folder' : 'file';
}

/** The names in a folder, sorted; none where it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** The one path of a file or folder behind all links; the path itself where nothing stands there. */
export function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** True where something stands that is no folder. */
export async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isDirectory();
}

/** Makes a folder with all above it. Where that fails, writing into it will say why. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch(() => null);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'no space left in the quota of the disk',
    EROFS: 'the file system is read-only',
  };
  return (code === undefined ? undefined : known[code]) ?? (error as Error).message;
}
