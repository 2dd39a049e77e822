import { EXIT } from './exit-code.ts';
import type { Host } from './host.ts';

/** Signals as a person means them: the first one asks to stop and keep what was measured, the second one ends it now. */
export interface Interrupt {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** 130 or 143 once interrupted, else null. */
  exitCode(): number | null;
  release(): void;
}

/** Listens until released. `said` is printed at the first signal. */
export function watchInterrupt(
  host: Host,
  said = 'stopping: judging what was measured so far (once more to stop at once)',
): Interrupt {
  const controller = new AbortController();
  let exitCode: number | null = null;
  const listener = (code: number) => () => {
    if (exitCode !== null) return void host.exit(code);
    exitCode = code;
    host.stderr.write(`\n${said}\n`);
    controller.abort();
  };
  const onInt = listener(EXIT.SIGINT);
  const onTerm = listener(EXIT.SIGTERM);
  host.on('SIGINT', onInt);
  host.on('SIGTERM', onTerm);
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    release: () => {
      host.off('SIGINT', onInt);
      host.off('SIGTERM', onTerm);
    },
  };
}
