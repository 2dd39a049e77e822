import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../cli/command.ts';

/** Why the tests of a run's family cannot be run here; false where they can. */
export const withoutProc = process.platform === 'linux' ? false : 'needs /proc to see who is running';

/** A command whose whole family can be found, whoever its members' parents are by now. */
export interface MarkedRun {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Exit code, or the signal that ended the command. */
  readonly ended: Promise<number | string | null>;
  /** Sends a signal to the command's process group, as a terminal does. */
  signal(name: NodeJS.Signals): void;
  /** Everybody alive who was started by this run, the command itself left out. */
  family(): readonly Member[];
  /** Waits for a text on stderr or stdout; throws when the command ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Files that the run has left in its folder for temporary ones. */
  left(): readonly string[];
}

/** A process of a run. */
export interface Member {
  readonly pid: number;
  readonly command: string;
}

/**
 * Starts the command in a process group of its own. The mark is a folder at the end of PATH: the one variable that every
 * part of a lab inherits.
 */
export function startMarked(home: string, args: readonly string[], path: string = process.env.PATH ?? ''): MarkedRun {
  const folder = mkdtempSync(join(home, 'run-'));
  const mark = join(folder, 'mark');
  const temporary = join(folder, 'temporary');
  for (const one of [mark, temporary]) mkdirSync(one);
  const env = { PATH: path === '' ? mark : `${path}:${mark}`, HOME: folder, TMPDIR: temporary };
  const child = spawn(process.execPath, [join(ROOT, 'harness/bin.js'), ...args], {
    env,
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string | null);
  const { pid } = child;
  if (pid === undefined) throw new Error('the command did not start');
  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.stderr) ?? pattern.exec(said.stdout);
      if (found !== null) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`ended without ${pattern}: ${said.stderr} ${said.stdout}`);
      await wait(5);
    }
  };
  return {
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    signal: (name) => process.kill(-pid, name),
    family: () => marked(mark).filter((member) => member.pid !== pid),
    printed,
    // Node keeps what it compiled there, whatever the program.
    left: () => readdirSync(temporary).filter((name) => name !== 'node-compile-cache'),
  };
}

/** Waits until a run has no family; a forgotten member keeps it waiting until the limit of the test. */
export async function untilAlone(run: Pick<MarkedRun, 'family'>): Promise<void> {
  while (run.family().length > 0) await wait(10);
}

/** Ports of TCP that these processes listen at. */
export function listeningPorts(members: readonly Member[]): readonly number[] {
  const sockets = new Set(members.flatMap(({ pid }) => socketsOf(pid)));
  return listeners()
    .filter(({ socket }) => sockets.has(socket))
    .map(({ port }) => port);
}

/** Waits until nobody listens at any of the ports: the kernel closes those of a killed process after it has left the list. */
export async function untilClosed(ports: readonly number[]): Promise<void> {
  while (stillListening(ports).length > 0) await wait(10);
}

/** Which of the ports somebody listens at. */
export function stillListening(ports: readonly number[]): readonly number[] {
  const open = new Set(listeners().map(({ port }) => port));
  return ports.filter((port) => open.has(port));
}

function marked(mark: string): Member[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // Whoever is dead and waits for its parent to notice has no environment any more.
  return pids
    .filter((pid) => readOr(`/proc/${pid}/environ`).includes(mark))
    .map((pid) => ({ pid: Number(pid), command: readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }));
}

const LISTENING = '0A';

/** The table of TCP sockets: local address, state and inode. */
function listeners(): readonly { readonly port: number; readonly socket: string }[] {
  return [...readOr('/proc/net/tcp').split('\n'), ...readOr('/proc/net/tcp6').split('\n')]
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTENING)
    .map((fields) => ({ port: Number.parseInt(fields[1]?.split(':')[1] ?? '', 16), socket: fields[9] ?? '' }));
}

function socketsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(linkOr(`/proc/${pid}/fd/${fd}`))?.[1] ?? []);
  } catch {
    return [];
  }
}

/** Empty for what is gone in between. */
function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
