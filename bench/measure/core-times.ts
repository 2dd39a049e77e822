/** CPU time of all cores together since the machine started, in ticks, as `/proc/stat` has it (proc_stat(5)). */
export interface CoreTimes {
  readonly busyTicks: number;
  /** Busy, idle, and taken by other machines on the same hardware. */
  readonly allTicks: number;
}

/** Reads the first line of `/proc/stat`. */
export function readCoreTimes(stat: string): CoreTimes {
  // The time of guests, fields 9 and 10, is part of user and nice already.
  const fields = /^cpu +(\d[\d ]*)$/m.exec(stat)?.[1]?.split(' ').map(Number).slice(0, 8) ?? [];
  const [user, nice, system, idle, waiting, interrupts, softInterrupts, stolen] = fields;
  if (stolen === undefined) throw new RangeError(`not /proc/stat: ${JSON.stringify(stat.slice(0, 100))}`);
  const busyTicks = sumOf([user, nice, system, interrupts, softInterrupts]);
  return { busyTicks, allTicks: busyTicks + sumOf([idle, waiting, stolen]) };
}

function sumOf(ticks: readonly (number | undefined)[]): number {
  return ticks.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}
