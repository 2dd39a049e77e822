import type { DriveEnd, ObservationSink } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isGrpc } from '../model/probe.ts';
import { runBatch } from './batch.ts';
import { type DriveControl, newCounters } from './control.ts';
import type { Transport } from './lane.ts';
import { lookupOncePerSecond } from './lookup.ts';
import { Openings } from './openings.ts';
import { PaceMeter } from './pace-meter.ts';
import { waitUntilReady } from './readiness.ts';
import { reportTo, SILENT } from './reporter.ts';
import { Slot } from './slot.ts';
import { patienceOf } from './streak.ts';
import { tcpTransport } from './tcp.ts';
import { unsendable } from './unsendable.ts';

const LONGEST_GRACE_MS = 1_000;

/**
 * Carries out a plan: waits for the target, warms up, then sends the counted requests and hands each one to the sink
 * exactly once, as an answer or as a failure, also when it is stopped. Everything that goes wrong on the way to the
 * target is such a failure or the reason in the result.
 *
 * Throws before any traffic when the probe or the TLS material cannot be used, and at once when the sink throws.
 */
export async function drive(plan: Plan, sink: ObservationSink, control: DriveControl): Promise<DriveEnd> {
  const refusal = unsendable(plan.target, plan.probe);
  if (refusal !== null) throw new Error(refusal);

  // A transport of its own: connections that only asked whether the target is there are not counted.
  const readiness = await waitUntilReady(plan, await openTransport(plan, control), control);
  if (readiness.state !== 'ready') {
    const lastError = readiness.state === 'never-ready' ? readiness.lastError : null;
    const told = lastError && { kind: lastError.kind, detail: lastError.detail };
    return { reason: readiness.state, sent: 0, connectionsOpened: 0, elapsedMs: 0, pace: null, lastError: told };
  }

  const openings = new Openings();
  const transport = await openTransport(plan, control, openings);
  const slots = openSlots(plan, transport, openings);
  try {
    const end = await warmUpAndCount(plan, sink, control, transport, slots);
    const hindrances = openings.record();
    return hindrances === null ? end : { ...end, openings: hindrances };
  } finally {
    for (const slot of slots) slot.close();
  }
}

async function warmUpAndCount(
  plan: Plan,
  sink: ObservationSink,
  control: DriveControl,
  transport: Transport,
  slots: readonly Slot[],
): Promise<DriveEnd> {
  const counters = control.counters ?? newCounters();
  const common = {
    slots,
    patience: patienceOf(plan.connections, plan.timeoutMs, plan.ratePerSecond),
    graceMs: Math.min(LONGEST_GRACE_MS, plan.timeoutMs),
  };
  counters.phase = 'warming';
  const warmUp = { requests: plan.warmupRequests, durationMs: null, ratePerSecond: plan.ratePerSecond };
  const over = (): void => {
    counters.warmed++;
  };
  const reporter = { ...SILENT, answered: over, failed: over };
  // Only what is counted can answer the caller's question: the warm-up is not ended by an answer.
  const { signal, nowMs } = control;
  let reason = await runBatch({ ...common, pace: warmUp, reporter, control: { signal, nowMs } });
  if (reason === 'done') await control.beforeCounting?.();
  const startMs = control.nowMs();
  const meter = plan.ratePerSecond === null ? null : new PaceMeter(plan);
  if (reason === 'done') {
    counters.phase = 'counting';
    const reporter = reportTo(sink, counters, startMs, plan.http2 == null ? [] : slots, plan.ratePerSecond !== null);
    reason = await runBatch({ ...common, pace: plan, reporter, meter, requestIds: plan.requestIds ?? null, control });
  }
  const elapsedMs = control.nowMs() - startMs;
  const sent = counters.answered + counters.failed;
  return { reason, sent, connectionsOpened: transport.opened, elapsedMs, pace: meter?.record() ?? null, lastError: null };
}

async function openTransport(plan: Plan, control: DriveControl, { repeated } = new Openings()): Promise<Transport> {
  const lookup = lookupOncePerSecond((plan.connectTo ?? plan.target).host, control.nowMs);
  if (plan.target.scheme === 'tcp') return tcpTransport(plan, lookup, repeated);
  if (isGrpc(plan.target.scheme)) return (await import('./grpc.ts')).grpcTransport(plan, lookup, repeated);
  if (plan.http2 != null) return (await import('./http2.ts')).http2Transport(plan, lookup, repeated);
  // Loaded only when needed: undici takes longer to load than the rest of the program.
  const { httpTransport } = await import('./http.ts');
  return httpTransport(plan, lookup, repeated);
}

/** A slot per connection, or per stream of each connection, and never more than there are requests. */
function openSlots(plan: Plan, transport: Transport, openings: Openings): Slot[] {
  const atOnce = plan.connections * (plan.freshConnections ? 1 : (plan.http2?.streams ?? 1));
  const length = Math.max(1, Math.min(atOnce, Math.max(plan.requests, plan.warmupRequests)));
  return Array.from({ length }, () => new Slot(transport, plan.timeoutMs, openings));
}
