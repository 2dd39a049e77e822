import type { Plan } from '../model/plan.ts';
import { isAbsent } from './absent-address.ts';
import type { DriveControl } from './control.ts';
import type { FailureReason } from './failure-kind.ts';
import type { Transport } from './lane.ts';
import { Slot } from './slot.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;

/** Whether counting may begin; `lastError` says why the last probe of a target that never answered failed. */
export type Readiness =
  | { readonly state: 'ready' | 'stopped' }
  | { readonly state: 'never-ready'; readonly lastError: FailureReason | null };

/**
 * Sends the plan's own probe until the first answer, whatever its status, for at most `plan.readyTimeoutMs`. Refusals,
 * time-outs, name server and TLS handshake failures may heal and are tried again, and so may a lack of local ports; a refused certificate
 * and an address that this machine would have to have itself end the wait at once. With a limit of 0 nothing is sent and the target counts as ready.
 */
export async function waitUntilReady(plan: Plan, transport: Transport, control: DriveControl): Promise<Readiness> {
  const deadlineMs = control.nowMs() + plan.readyTimeoutMs;
  let lastError: FailureReason | null = null;
  for (let pauseMs = FIRST_PAUSE_MS; !control.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const leftMs = deadlineMs - control.nowMs();
    if (leftMs <= 0) return plan.readyTimeoutMs === 0 ? { state: 'ready' } : { state: 'never-ready', lastError };
    const limitMs = Math.ceil(Math.min(plan.timeoutMs, leftMs));
    const failure = await explained(await probe(transport, limitMs, control.signal));
    if (failure === null) return { state: 'ready' };
    if (failure.kind === 'interrupted') break;
    // A last probe that got only the rest of the time proves nothing; what failed before it is the reason.
    const wasCut = failure.kind === 'timeout' && limitMs < plan.timeoutMs;
    if (!wasCut || lastError === null) lastError = failure;
    if (failure.lasting) return { state: 'never-ready', lastError };
    await pause(Math.max(0, Math.min(pauseMs, deadlineMs - control.nowMs())), control.signal);
  }
  return { state: 'stopped' };
}

/** Tells an address that this machine has not apart from ports that it has not left: no waiting switches IPv6 on. */
async function explained(failure: FailureReason | null): Promise<FailureReason | null> {
  const lack = failure?.lack;
  if (lack?.what !== 'port' || !(await isAbsent(lack.address))) return failure;
  const detail = `this machine has no address ${lack.address}, IPv6 is switched off (${lack.code})`;
  return { kind: 'unreachable', detail, lasting: true };
}

/** Sends one request; resolves to null for an answer and to the reason for a failure. */
function probe(transport: Transport, timeoutMs: number, signal: AbortSignal): Promise<FailureReason | null> {
  return new Promise((resolve) => {
    const slot = new Slot(transport, timeoutMs);
    const stop = (): void => slot.interrupt();
    const settle = (failure: FailureReason | null): void => {
      signal.removeEventListener('abort', stop);
      slot.close();
      resolve(failure);
    };
    signal.addEventListener('abort', stop);
    slot.send({ answered: () => settle(null), failed: (_slot, reason) => settle(reason) }, 0, 0, 0);
  });
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const timer = setTimeout(settle, delayMs);
    signal.addEventListener('abort', settle);
  });
}
