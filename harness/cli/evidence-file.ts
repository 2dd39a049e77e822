import { open, stat } from 'node:fs/promises';
import { CannotMeasureError, UsageError } from './usage-error.ts';

const READ_BYTES = 256 * 1024;

/** A log that somebody else goes on writing. */
export interface EvidenceFile {
  /** Hands over what was appended since the last time, from the beginning of the file on. */
  readMore(take: (bytes: Uint8Array) => void): Promise<void>;
}

/**
 * The file of the shadow's log. It is read from its beginning: ids are random per run, so older lines cannot hold one, and a log that is
 * written anew is whole.
 *
 * @throws UsageError when there is no file to be read again and again, before anything is sent
 */
export async function evidenceFile(path: string): Promise<EvidenceFile> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new UsageError(
      `--evidence ${path}: there is no such file; start the log first, such as kubectl logs -f deploy/SHADOW > ${path}`,
    );
  if (!found.isFile())
    throw new UsageError(
      `--evidence ${path}: ${found.isDirectory() ? 'is a folder' : 'is not a plain file, so it cannot be read again for late copies'}; write the log to a file and name that`,
    );
  const handle = await open(path).catch((error: Error) => {
    throw new UsageError(`--evidence ${path}: cannot be read (${error.message}); check its permissions`);
  });
  await handle.close();
  return follow(path);
}

function follow(path: string): EvidenceFile {
  let position = 0;
  return {
    readMore: async (take) => {
      const handle = await open(path).catch((error: Error) => {
        throw new CannotMeasureError(`--evidence ${path}: cannot be read any more (${error.message})`, { cause: error });
      });
      try {
        const { size } = await handle.stat();
        if (size < position)
          throw new CannotMeasureError(`--evidence ${path}: became shorter while it was read; keep the whole log in one file`);
        const buffer = Buffer.allocUnsafe(READ_BYTES);
        // To the size of now and no further: a log that grows as fast as it is read must not keep this going.
        while (position < size) {
          const { bytesRead } = await handle.read(buffer, 0, Math.min(READ_BYTES, size - position), position);
          if (bytesRead === 0) return;
          position += bytesRead;
          take(buffer.subarray(0, bytesRead));
        }
      } finally {
        await handle.close();
      }
    },
  };
}
