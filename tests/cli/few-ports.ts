import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Ended, ended, startProcess } from './command.ts';

/** What `few-ports-run.ts` does in a network with 50 local ports. */
export interface FewPorts {
  readonly answerAfterMs: number;
  /** How many of the ports somebody else has. */
  readonly taken: number;
  /** When they are given back; null: never. */
  readonly freedAfterMs: number | null;
}

/** The target in that network. */
export const TARGET = 'tcp://127.0.0.1:9000';
/** An even number: of an odd one the kernel does not always find the last. */
export const PORTS = 50;

const SETTINGS = [
  'ip link set lo up',
  'echo "40000 40049" > /proc/sys/net/ipv4/ip_local_port_range',
  // IPv6 may be missing altogether.
  '{ ! test -e /proc/sys/net/ipv6/conf/all/disable_ipv6 || echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; }',
];
const INSIDE = ['-n', 'sh', '-c', [...SETTINGS, 'exec "$@"'].join(' && '), 'sh'];
/** An ordinary user has to be root of a user namespace first. */
const UNSHARE = process.getuid?.() === 0 ? INSIDE : ['-r', ...INSIDE];

/** The `skip` option of a test that needs a network of its own: false, or why there is none. */
export function skipWithoutNetwork(): string | false {
  const tried = spawnSync('unshare', [...UNSHARE, 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'unshare (util-linux) is not installed';
  return tried.status === 0 ? false : `no network namespace can be made here: ${tried.stderr.trim()}`;
}

/** Runs weighbridge where only `PORTS` local ports are left, against a server that answers `v1`. There is no IPv6. */
export function withFewPorts(args: readonly string[], settings: Partial<FewPorts> = {}): Promise<Ended> {
  const all: FewPorts = { answerAfterMs: 0, taken: 0, freedAfterMs: null, ...settings };
  const script = fileURLToPath(new URL('./few-ports-run.ts', import.meta.url));
  return ended(startProcess('unshare', [...UNSHARE, process.execPath, script, JSON.stringify(all), ...args]));
}
