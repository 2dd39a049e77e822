import type { Host } from './host.ts';

/** Counters of a drive that goes on. */
export interface Counters {
  readonly phase: 'waiting' | 'warming' | 'counting';
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
}

/** Shows how far a drive is; `stop` leaves a clean line. */
export interface Progress {
  stop(): void;
}

const TERMINAL_PERIOD_MS = 100;
const LOG_PERIOD_MS = 1000;

/**
 * Live progress on stderr: one line that rewrites itself on a terminal, one line per second elsewhere. The cursor is
 * never moved without a terminal or with `CI` set. The timer does not keep the process alive.
 */
export function showProgress(host: Host, counters: Counters, requests: number, mayStopEarly = false): Progress {
  const live = host.stderr.isTTY === true && !host.env.CI;
  const line = () => {
    if (counters.phase === 'waiting') return 'waiting for the first answer';
    if (counters.phase === 'warming') return 'warming up';
    const total =
      requests === Number.MAX_SAFE_INTEGER ? '' : ` of ${mayStopEarly ? 'at most ' : ''}${requests.toLocaleString('en-US')}`;
    const failed = counters.failed === 0 ? '' : `, ${counters.failed.toLocaleString('en-US')} failed`;
    return `weighing: ${counters.answered.toLocaleString('en-US')}${total} answers${failed}`;
  };
  const timer = setInterval(
    () => host.stderr.write(live ? `\r\u001b[2K${line()}` : `${line()}\n`),
    live ? TERMINAL_PERIOD_MS : LOG_PERIOD_MS,
  );
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      if (live) host.stderr.write('\r\u001b[2K');
    },
  };
}
