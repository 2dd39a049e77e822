import { CannotMeasureError, UsageError } from './usage-error.ts';

/** What the lab cannot do with these manifests is the manifests' fault; what does not start is the machine's. */
export async function checkedLab<T>(run: () => Promise<T>): Promise<T> {
  const { LabError } = await import('../lab/lab-error.ts');
  try {
    return await run();
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(`--lab: ${error.message}`, { cause: error });
    if (error instanceof UsageError) throw error;
    throw new CannotMeasureError((error as Error).message, { cause: error });
  }
}
