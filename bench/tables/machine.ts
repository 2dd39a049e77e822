import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures depend on besides the programs. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  /** Programs that ran or waited to run, over the minute before: anything near the number of cores spoils the figures. */
  readonly loadBefore: number;
  /** Day of the measurement, YYYY-MM-DD. */
  readonly day: string;
}

/** This machine, now. */
export function thisMachine(now: Date): Machine {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
    day: now.toISOString().slice(0, 10),
  };
}

/** One sentence for above a table. */
export function machineText(machine: Machine): string {
  const { cores, model, memoryGib, system, node, loadBefore, day } = machine;
  const busy = loadBefore > cores / 2 ? ', so the machine was busy with something else' : '';
  return `Measured on ${day}: ${cores} cores of ${model}, ${memoryGib} GiB, ${system}, Node ${node}; load before ${loadBefore.toFixed(1)}${busy}.`;
}
