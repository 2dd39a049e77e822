import type { Readable, Writable } from 'node:stream';

/** The signals that ask for an end: a closed terminal, Ctrl-C, Ctrl-\, and `kill` as it is. */
export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGTERM';

/** What the command line needs of `process`; a test passes its own, so the whole command runs in-process. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  on(event: StopSignal, listener: () => void): unknown;
  on(event: 'uncaughtException', listener: (error: Error) => void): unknown;
  off(event: StopSignal, listener: () => void): unknown;
  off(event: 'uncaughtException', listener: (error: Error) => void): unknown;
  /** Ends the process at once: for a second signal and for faults, never for a result. */
  exit(code: number): unknown;
}

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };
