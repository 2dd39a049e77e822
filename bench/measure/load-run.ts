import { BenchError } from '../bench-error.ts';
import type { Target } from '../targets/target.ts';
import type { Load, LoadTool } from '../tools/load-tool.ts';
import { timesOf } from './process-tree.ts';
import { runCommand } from './run-command.ts';

/** What one run of one tool gave and cost. */
export interface LoadRun {
  readonly perSecond: number;
  readonly cpuUsPerRequest: number;
  readonly peakMib: number;
  /** How much of one core the target used meanwhile, 0 to 1: near 1, the target is what was measured. */
  readonly targetBusy: number;
}

/**
 * Runs a tool once. Throws a BenchError when a request failed or when the target has not seen what the tool says it sent: a rate of wrong
 * answers is no rate.
 */
export async function runLoad(tool: LoadTool, target: Target, load: Load): Promise<LoadRun> {
  const servedBefore = await target.served();
  const busyBefore = timesOf(target.pid).ownMs;
  const run = await runCommand(tool.command(load));
  const busyMs = timesOf(target.pid).ownMs - busyBefore;
  const servedAfter = await target.served();
  const reading = tool.read(run.stdout);
  if (reading.failures > 0)
    throw new BenchError(
      `${tool.name}: ${reading.failures} of ${reading.requests} requests failed; ${target.name} gives one answer`,
    );
  if (reading.requests === 0) throw new BenchError(`${tool.name} ended without a request`);
  const served = servedAfter === null || servedBefore === null ? null : servedAfter - servedBefore;
  if (served !== null && served < reading.requests)
    throw new BenchError(`${tool.name} says it sent ${reading.requests} requests, but ${target.name} served ${served}`);
  return {
    perSecond: reading.perSecond,
    cpuUsPerRequest: (run.cpuMs * 1000) / reading.requests,
    peakMib: run.peakMib,
    targetBusy: busyMs / run.wallMs,
  };
}
