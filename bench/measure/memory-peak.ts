/** The most memory in KiB that a process has held at once (`VmHWM` of `/proc/PID/status`); 0 for one that has ended. */
export function readMemoryPeakKib(status: string): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
