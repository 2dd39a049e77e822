import { CannotMeasureError, UsageError } from './usage-error.ts';

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
    if (error instanceof UsageError) throw error;
    throw new CannotMeasureError((error as Error).message, { cause: error });
  }
}
