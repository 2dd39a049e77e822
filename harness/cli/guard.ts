import { EXIT } from './exit-code.ts';
import type { Host } from './host.ts';
import { CannotMeasureError, UsageError } from './usage-error.ts';

/**
 * Runs a command and turns every way of failing into its own exit code and one line on stderr: 2 for what the user can
 * mend, 4 for a lab that does not start, 70 for faults of ours (Node's own exit code 1 would read as a FAIL).
 */
export async function guard(host: Host, command: () => Promise<number>): Promise<number> {
  const onFault = (error: Error) => {
    explain(error, host);
    host.exit(EXIT.internal);
  };
  const onPipe = (error: NodeJS.ErrnoException) => {
    // The reader of our output went away (`| head`): nothing to say to it, and the exit code still counts.
    if (error.code !== 'EPIPE') onFault(error);
  };
  host.on('uncaughtException', onFault);
  host.stdout.on('error', onPipe);
  host.stderr.on('error', onPipe);
  try {
    return await command();
  } catch (error) {
    return explain(error, host);
  } finally {
    host.off('uncaughtException', onFault);
  }
}

function explain(error: unknown, host: Host): number {
  if (error instanceof UsageError) {
    host.stderr.write(`weighbridge: ${error.message}\n`);
    return EXIT.usage;
  }
  if (error instanceof CannotMeasureError) {
    host.stderr.write(`weighbridge: could not measure: ${error.message}\n`);
    return EXIT.cannotMeasure;
  }
  host.stderr.write(`weighbridge: internal fault, please report it: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.internal;
}
