import type { OpeningRecord, Scarce, WaitRecord } from '../model/observation.ts';

const NAMES: Readonly<Record<Scarce, string>> = {
  port: 'a free local port',
  handle: 'a free file handle',
  memory: 'memory for a connection',
};

const REMEDIES: Readonly<Record<Scarce, string>> = {
  port: 'fewer connections (-c), or a wider net.ipv4.ip_local_port_range',
  handle: 'fewer connections (-c), or a higher limit (ulimit -n)',
  memory: 'fewer connections (-c), or more memory for sockets',
};

/** What a report says about connections that could not be opened at once; empty when all could. */
export function openingNotes(openings: OpeningRecord | undefined): readonly string[] {
  if (openings === undefined) return [];
  return [...openings.waits.map(waitNote), ...repeatedNote(openings.repeated)];
}

function waitNote({ what, requests, totalMs, longestMs }: WaitRecord): string {
  const waited = `waited for ${NAMES[what]}, ${timeText(totalMs / requests)} on average and ${timeText(longestMs)} at most`;
  return `${countText(requests, 'request')} ${waited}: this machine was at its limit, the target was not; ${REMEDIES[what]} ends that`;
}

function repeatedNote(repeated: OpeningRecord['repeated']): readonly string[] {
  const connections = repeated.reduce((sum, one) => sum + one.connections, 0);
  if (connections === 0) return [];
  const seconds = repeated.map(({ afterS }) => String(afterS));
  const after = seconds.length === 1 ? seconds.join() : `${seconds.slice(0, -1).join(', ')} or ${seconds.at(-1)}`;
  return [
    `${countText(connections, 'connection')} took ${after} s to open, the time after which the kernel repeats a connection request that was not heard: probably the accept queue of the target, or of something in front of it, was full (fewer connections with -c, or a longer backlog there: net.core.somaxconn); on the way to a distant target, requests may have been lost instead`,
  ];
}

function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `3.5 ms`, `61 ms`, `1.2 s`. */
function timeText(timeMs: number): string {
  if (timeMs >= 1_000) return `${(timeMs / 1_000).toFixed(1)} s`;
  return `${timeMs < 10 ? timeMs.toFixed(1) : Math.round(timeMs)} ms`;
}
