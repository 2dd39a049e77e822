import { cpus, release, totalmem, type } from 'node:os';

/** What the figures depend on besides the programs. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  /** Day of the measurement, YYYY-MM-DD. */
  readonly day: string;
}

/** More of the cores than this for other programs, and the figures are no longer those of an idle machine. */
const MOST_FOR_OTHERS = 0.05;

/** This machine. */
export function thisMachine(now: Date): Machine {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    day: now.toISOString().slice(0, 10),
  };
}

/** What was measured on, and whether it had time for it: `others` is the share of all cores that other programs took meanwhile. */
export function machineText(machine: Machine, others: number): string {
  const { cores, model, memoryGib, system, node, day } = machine;
  const facts = `Measured on ${day}: ${cores} cores of ${model}, ${memoryGib} GiB, ${system}, Node ${node}.`;
  const share = `Other programs took ${Math.round(others * 100)} % of the cores meanwhile`;
  return `${facts} ${share}${others > MOST_FOR_OTHERS ? ': **measure again on an idle machine**' : ''}.`;
}
