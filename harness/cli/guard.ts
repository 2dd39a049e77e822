import { printable } from '../report/printable.ts';
import { EXIT } from './exit-code.ts';
import { isDiskFull } from './files.ts';
import type { Host } from './host.ts';
import { handlesMessage } from './out-of-handles.ts';
import { CannotMeasureError, UsageError } from './usage-error.ts';

/** A message quotes at most a few values; longer than this it is one of them that is long. */
const MOST_MESSAGE_CHARACTERS = 1000;
const MOST_FAULT_LINES = 40;

/**
 * Runs a command and turns every way of failing into its own exit code and one line on stderr: 2 for what the user can
 * mend, 4 for a lab that does not start and for want of file handles, 70 for faults of ours (Node's own exit code 1 would read as a FAIL).
 */
export async function guard(host: Host, command: () => Promise<number>): Promise<number> {
  const onFault = (error: Error) => {
    const code = explain(error, host);
    host.exit(code === EXIT.cannotMeasure ? code : EXIT.internal);
  };
  let isEnded = false;
  let isFull = false;
  const onPipe = (error: NodeJS.ErrnoException) => {
    // The reader of our output went away (`| head`: EPIPE; a closed terminal: EIO): nothing to say to it, and the exit code still counts.
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    if (!isDiskFull(error)) return onFault(error);
    // What else there is to write may have room: the command goes on, and then ends as one that could not write a file.
    if (!isFull) host.stderr.write('weighbridge: standard output cannot be written (no space left on the disk)\n');
    isFull = true;
    if (isEnded) host.exit(EXIT.usage);
  };
  // Never taken off again: what a left-over socket or timer throws after the result must not end in Node's own 1 either.
  host.on('uncaughtException', onFault);
  host.stdout.on('error', onPipe);
  // Without room for chatter the verdict is still told where it belongs.
  host.stderr.on('error', (error: Error) => (isDiskFull(error) ? undefined : onPipe(error)));
  try {
    const exitCode = await command();
    return isFull ? EXIT.usage : exitCode;
  } catch (error) {
    return explain(error, host);
  } finally {
    isEnded = true;
  }
}

function explain(error: unknown, host: Host): number {
  if (error instanceof UsageError) {
    host.stderr.write(`weighbridge: ${oneLine(error.message)}\n`);
    return EXIT.usage;
  }
  const reason = error instanceof CannotMeasureError ? error.message : handlesMessage(error);
  if (reason !== null) {
    host.stderr.write(`weighbridge: could not measure: ${oneLine(reason)}\n`);
    return EXIT.cannotMeasure;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').slice(0, MOST_FAULT_LINES).map(oneLine);
  host.stderr.write(`weighbridge: internal fault, please report it: ${lines.join('\n')}\n`);
  return EXIT.internal;
}

/** Messages quote what was typed or answered: that may hold line breaks, terminal escapes, or a megabyte. */
function oneLine(text: string): string {
  return printable(text, MOST_MESSAGE_CHARACTERS);
}
