import type { Scarce } from '../model/openings.ts';

/** Something that our own machine had none left of when a connection was to be opened. */
export interface Lack {
  readonly what: Scarce;
  /** The system's name for it. */
  readonly code: string;
  /** Where the connection was to go; empty when that is not known. */
  readonly address: string;
}

/** Linux and macOS say EADDRNOTAVAIL when no local port is free, Windows says EADDRINUSE or ENOBUFS. */
const SCARCE: ReadonlyMap<string, Scarce> = new Map([
  ['EADDRNOTAVAIL', 'port'],
  ['EADDRINUSE', 'port'],
  ['EMFILE', 'handle'],
  ['ENFILE', 'handle'],
  ['EAGAIN', 'memory'],
  ['ENOBUFS', 'memory'],
  ['ENOMEM', 'memory'],
]);

/** What is under way while nothing has left for the target yet. */
const OPENING: readonly unknown[] = ['getaddrinfo', 'connect'];

/**
 * What was lacking when a connection could not be opened; null for every other failure. What the target has not heard of says
 * nothing about it.
 *
 * Of a name with several addresses one such error is enough: at the others perhaps nobody was ever going to answer. Not so for a port at
 * an IPv6 address, which is lacking for ever where IPv6 is switched off: there all addresses must say it.
 */
export function lackOf(error: unknown): Lack | null {
  if (!(error instanceof AggregateError)) return lackOfOne(error);
  const lacks = error.errors.map(lackOfOne);
  const isCertain = (lack: Lack | null): boolean => lack !== null && (lack.what !== 'port' || !lack.address.includes(':'));
  const areAll = lacks.every((lack) => lack !== null);
  return lacks.find(isCertain) ?? (areAll ? (lacks[0] ?? null) : null);
}

/** What was lacking, for how long, and what to do about it: the detail of a failure, short enough that reports show all of it. */
export function lackDetail({ what, code }: Lack, waitedMs: number): string {
  const [name, remedy] = TEXTS[what];
  const time = waitedMs < 1 ? '' : ` for ${Math.round(waitedMs)} ms`;
  return `no free ${name}${time} (${code}): ${remedy}`;
}

const TEXTS: Readonly<Record<Scarce, readonly [name: string, remedy: string]>> = {
  port: ['local port', 'fewer connections (-c) or a wider net.ipv4.ip_local_port_range'],
  handle: ['file handle', 'a higher limit (ulimit -n) or fewer connections (-c)'],
  memory: ['memory for a connection', 'fewer connections (-c) or more memory for sockets'],
};

function lackOfOne(error: unknown): Lack | null {
  if (!(error instanceof Error) || !('syscall' in error) || !OPENING.includes(error.syscall)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const what = SCARCE.get(code);
  return what === undefined ? null : { what, code, address: 'address' in error ? String(error.address) : '' };
}
