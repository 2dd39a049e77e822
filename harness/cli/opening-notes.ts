import type { OpeningRecord, Scarce, WaitRecord } from '../model/openings.ts';
import type { Tally } from '../model/tally.ts';
import { counted } from '../report/number-text.ts';

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
export function openingNotes({ openings, connections, target }: Tally): readonly string[] {
  if (openings === undefined) return [];
  const { waits } = openings;
  const unkept = waits.length > 0 && !connections.fresh ? [UNKEPT] : [];
  return [...waits.map(waitNote), ...unkept, ...queueNote(openings, TLS_SCHEME.test(target))];
}

const TLS_SCHEME = /^(https|grpcs):/;

const UNKEPT = 'while requests waited, connections were given up after each answer, so that all had their turn';

function waitNote({ what, requests, totalMs, longestMs }: WaitRecord): string {
  const waited = `waited for ${NAMES[what]}, ${timeText(totalMs / requests)} on average and ${timeText(longestMs)} at most`;
  return `${counted(requests, 'request')} ${waited}: this machine was at its limit, the target was not; ${REMEDIES[what]} ends that`;
}

/** Connections that the target did not take at once. Only the target's own kernel knows why. */
function queueNote({ repeated, unopened }: OpeningRecord, usesTls: boolean): readonly string[] {
  const late = repeated.reduce((sum, { connections }) => sum + connections, 0);
  const found = [
    ...(late === 0
      ? []
      : [
          `${counted(late, 'connection')} took ${secondsText(repeated)} to open, the time after which the kernel repeats a connection request that was not heard`,
        ]),
    ...(unopened === 0 ? [] : [`${counted(unopened, 'connection')} did not open within the time-out`]),
  ];
  return found.length === 0 ? [] : [`${found.join('; ')}: ${QUEUE}${usesTls ? ', or the TLS handshake is not answered' : ''}`];
}

const QUEUE =
  'probably the accept queue of the target, or of something in front of it, was full (fewer connections with -c, or a longer backlog there: net.core.somaxconn); on a long way requests may be lost instead, and firewalls drop them';

/** `1 s`, `1 or 3 s`, `1, 2 or 3 s`. */
function secondsText(repeated: OpeningRecord['repeated']): string {
  const seconds = repeated.map(({ afterS }) => String(afterS));
  return `${[seconds.slice(0, -1).join(', '), ...seconds.slice(-1)].filter((part) => part !== '').join(' or ')} s`;
}

/** `3.5 ms`, `61 ms`, `1.2 s`. */
function timeText(timeMs: number): string {
  if (timeMs >= 1_000) return `${(timeMs / 1_000).toFixed(1)} s`;
  return `${timeMs < 10 ? timeMs.toFixed(1) : Math.round(timeMs)} ms`;
}
