import { performance } from 'node:perf_hooks';
import { liveBlock } from '../report/live.ts';
import { liveLine } from '../report/live-line.ts';
import type { LiveView } from '../report/live-view.ts';
import type { Host } from './host.ts';
import { type LiveRun, type Look, lookAt } from './live-run.ts';
import { openScreen } from './live-screen.ts';
import { usesColor } from './uses-color.ts';

/** Shows how far a drive is; `stop` leaves nothing behind on a terminal. */
export interface Progress {
  stop(): void;
}

/** Where progress goes, and how often at most. */
interface Display {
  readonly periodMs: number;
  /** Shows nothing, but compiles what `show` takes: a pause in the middle of a measurement would be in its latencies. */
  rehearse(look: Pick<Look, 'view'>): void;
  show(view: LiveView): void;
  close(): void;
}

const LOOK_PERIOD_MS = 100;
const LOG_PERIOD_MS = 1000;
/** Showing may take one part in so many of the time: with a slow terminal or many versions it is done less often, down to once a second. */
const COST_PARTS = 100;
const LONGEST_PERIOD_MS = 1000;

/**
 * Live progress on stderr: a block that rewrites itself on a terminal; elsewhere, and with `CI` set, one plain line per second. Nothing is
 * done per request: counters are looked at ten times a second. The timer does not keep the process alive, and what goes wrong in showing
 * does not end the run.
 *
 * @param nowMs a clock that never goes back, in milliseconds
 */
export async function showProgress(host: Host, run: LiveRun, nowMs: () => number = () => performance.now()): Promise<Progress> {
  const display = host.stderr.isTTY === true && !host.env.CI ? await onTerminal(host) : asLog(host);
  const look = lookAt(run, nowMs);
  let nextMs = nowMs() + display.periodMs;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    run.signal.removeEventListener('abort', stop);
    display.close();
  };
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      stop();
      host.stderr.write(`weighbridge: no more progress is shown (${(error as Error).message}); the run goes on\n`);
    }
  };
  const tick = (): void => {
    const startMs = nowMs();
    look.sample();
    if (startMs < nextMs) return;
    display.show(look.view());
    nextMs = afterShowing(nextMs, display.periodMs, startMs, nowMs() - startMs);
  };
  run.signal.addEventListener('abort', stop);
  if (run.signal.aborted) stop();
  else attempt(() => display.rehearse(look));
  if (!isOver) timer = setInterval(() => attempt(tick), LOOK_PERIOD_MS).unref();
  return { stop };
}

/** When to show again: on a grid of periods while timers are in time, and never so soon that showing costs speed. */
function afterShowing(dueMs: number, periodMs: number, startMs: number, costMs: number): number {
  const baseMs = startMs - dueMs < periodMs / 2 ? dueMs : startMs;
  return Math.max(baseMs + periodMs, startMs + Math.min(costMs * COST_PARTS, LONGEST_PERIOD_MS));
}

async function onTerminal({ stderr, env }: Host): Promise<Display> {
  const screen = await openScreen(stderr);
  const color = usesColor(env, stderr);
  const block = (view: LiveView) => liveBlock(view, { columns: screen.columns, color });
  return {
    periodMs: LOOK_PERIOD_MS,
    rehearse: (look) => void block(look.view()),
    show: (view) => screen.draw(block(view)),
    close: screen.close,
  };
}

function asLog({ stderr }: Host): Display {
  return {
    periodMs: LOG_PERIOD_MS,
    rehearse: () => {},
    show: (view) => stderr.write(`${liveLine(view)}\n`),
    close: () => {},
  };
}
