import { EXIT } from './exit-code.ts';
import type { Host, StopSignal } from './host.ts';

/** Signals as a person means them: the first one asks to stop and keep what was measured, the second one ends it now. */
export interface Interrupt {
  /** Aborted by the first SIGHUP, SIGINT, SIGQUIT or SIGTERM. */
  readonly signal: AbortSignal;
  /** 128 and the number of the signal once interrupted, such as 130, else null. */
  exitCode(): number | null;
  release(): void;
}

const STOP_SIGNALS: readonly StopSignal[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'];

/** Listens until released. `said` is printed at the first signal. */
export function watchInterrupt(
  host: Host,
  said = 'stopping: judging what was measured so far (once more to stop at once)',
): Interrupt {
  const controller = new AbortController();
  let exitCode: number | null = null;
  const listeners = STOP_SIGNALS.map((signal) => ({
    signal,
    listener: () => {
      // Of a terminal that is closed both the shell and the kernel tell: nobody has asked twice.
      if (exitCode !== null) return void (signal === 'SIGHUP' || host.exit(EXIT[signal]));
      exitCode = EXIT[signal];
      host.stderr.write(`\n${said}\n`);
      controller.abort();
    },
  }));
  for (const { signal, listener } of listeners) host.on(signal, listener);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    release: () => {
      for (const { signal, listener } of listeners) host.off(signal, listener);
    },
  };
}
