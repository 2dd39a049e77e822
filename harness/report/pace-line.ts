import type { GateReport, Measurement, PaceSummary } from '../model/report.ts';
import { elapsed, perSecond } from './numbers.ts';

/** Sent at less than this share of the rate that was asked for: not reached. */
const REACHED = 0.99;
/** What less than this is short of is the last timer of the run, not its pace. */
const SHORT_MS = 50;
/** The two latencies tell different stories when the 99th percentiles of a version are this far apart. */
const APART = { times: 2, ms: 10 };

/** With a rate: that it was not reached, or that requests waited although it was, by how much and for what; nothing when all went well. */
export function paceLine({ measurement }: GateReport): readonly string[] {
  const { pace } = measurement;
  if (pace === null) return [];
  if (isShort(pace)) {
    const rates = `sent at ${perSecond(pace.sentPerSecond)} instead of ${perSecond(pace.askedPerSecond)}`;
    return isHeldUp(pace)
      ? [
          `${rates}: requests that were due had to wait for earlier answers, at worst ${elapsed(pace.behindMs)}; more connections (-c) or threads (--threads) carry more, if the target can`,
        ]
      : [`${rates}: ${tooBusy(pace)}; lower --rate, or use more threads (--threads)`];
  }
  if (!areApart(measurement)) return [];
  return isHeldUp(pace)
    ? [
        `the target stalled or could not keep up with the rate: requests that were due had to wait for earlier answers, at worst ${elapsed(pace.behindMs)}`,
      ]
    : [tooBusy(pace)];
}

function tooBusy({ behindMs }: PaceSummary): string {
  return `this machine was too busy to send requests when they were due, at worst ${elapsed(behindMs)} late`;
}

function isShort({ askedPerSecond, sentPerSecond, sendingMs }: PaceSummary): boolean {
  const reached = sentPerSecond / askedPerSecond;
  return reached < REACHED && (1 - reached) * sendingMs >= SHORT_MS;
}

/** Whether it was waiting for answers that made requests late, or mostly. */
function isHeldUp({ heldUpMs, busyMs }: PaceSummary): boolean {
  return heldUpMs >= busyMs;
}

function areApart({ latency, uncorrectedLatency }: Measurement): boolean {
  const sentMs = new Map(uncorrectedLatency.map(({ name, p99Ms }) => [name, p99Ms]));
  return latency.some(({ name, p99Ms: dueMs }) => {
    const ownMs = sentMs.get(name) ?? dueMs;
    return dueMs > APART.times * ownMs && dueMs - ownMs > APART.ms;
  });
}
