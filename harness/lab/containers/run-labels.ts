import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Everything a lab starts carries this label with the id of its run. */
export const RUN_LABEL = 'dev.weighbridge.lab';
/** Which process the run belongs to. */
export const OWNER_LABEL = 'dev.weighbridge.lab.owner';

/** A process, told apart from a later one that was given the same number. */
export interface Owner {
  /** Host name, and on Linux the space that process numbers are counted in: containers with one name may share an engine. */
  readonly machine: string;
  readonly pid: number;
  /** When it started, in whatever form this machine tells it. */
  readonly startedAt: string;
}

/** This process. */
export const thisOwner = (): Owner => ({
  machine: [hostname(), processSpace()].filter((part) => part !== '').join(' '),
  pid: process.pid,
  startedAt: startOf(process.pid) ?? '',
});

/** An owner as a label holds it. */
export const ownerText = ({ machine, pid, startedAt }: Owner): string => JSON.stringify([machine, pid, startedAt]);

/**
 * True when the owner in a label ran on this machine and has ended. What cannot be known (another machine, a label of another form) is
 * false: better a leftover that stays than a running lab that goes.
 */
export function hasEnded(label: string, machine: string, startedAtOf: (pid: number) => string | null): boolean {
  let owner: unknown;
  try {
    owner = JSON.parse(label);
  } catch {
    return false;
  }
  if (!Array.isArray(owner) || owner[0] !== machine || typeof owner[1] !== 'number') return false;
  return startedAtOf(owner[1]) !== owner[2];
}

/** When a process of this machine started; null when there is none of that number, or nothing but its exit code is left. */
export function startOf(pid: number): string | null {
  try {
    // Fields after the name, which may itself hold spaces and brackets: state first, the start time in clock ticks as the 20th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return process.platform === 'linux' ? null : startByPs(pid);
  }
}

/** The same where there is no /proc, as on macOS. */
export function startByPs(pid: number): string | null {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], { encoding: 'utf8' });
  const [state = '', ...start] = (stdout ?? '').trim().split(/\s+/);
  return status !== 0 || state.startsWith('Z') ? null : start.join(' ');
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
