import { CannotMeasureError, UsageError } from './usage-error.ts';

/** What a folder for temporary files answers that has no room, or is none. */
const NO_ROOM: readonly (string | undefined)[] = ['EACCES', 'EDQUOT', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'];

/**
 * Runs what plans or starts a lab. What the lab cannot do with these manifests is the manifests' fault, what does not start is the
 * machine's; `flag` is who names the manifests, for messages.
 */
export async function checkedLab<T>(run: () => Promise<T>, flag = '--lab'): Promise<T> {
  const { LabError } = await import('../lab/lab-error.ts');
  try {
    return await run();
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(`${flag}: ${error.message}`, { cause: error });
    if (error instanceof UsageError || isOurs(error)) throw error;
    throw new CannotMeasureError(reasonOf(error as NodeJS.ErrnoException), { cause: error });
  }
}

/** What a lab reports, and what the system does, are plain errors; these are made by the language, for code that is wrong. */
const isOurs = (error: unknown): boolean =>
  [TypeError, RangeError, ReferenceError, SyntaxError].some((fault) => error instanceof fault);

/** All files that a lab writes are temporary ones. */
function reasonOf({ code, syscall, message }: NodeJS.ErrnoException): string {
  if (!NO_ROOM.includes(code) || !['mkdtemp', 'open', 'write'].includes(syscall ?? '')) return message;
  return `lab: no temporary file can be written (${message}); free some room, or set TMPDIR to a folder that takes files`;
}
