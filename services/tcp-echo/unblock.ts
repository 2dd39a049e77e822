import type { Writable } from 'node:stream';

/**
 * Makes writing to a terminal asynchronous, as it is for pipes on Unix. Node makes terminals block: Ctrl-S, or a hung `docker attach`,
 * would stop every connection at the next log line. There is no public switch, so the handle is asked if it has one; files cannot stall.
 */
export function unblock(output: Writable): void {
  const { _handle: handle } = output as Writable & { _handle?: { setBlocking?(blocking: boolean): unknown } | null };
  handle?.setBlocking?.(false);
}
