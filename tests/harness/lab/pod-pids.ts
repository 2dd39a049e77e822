import { spawnSync } from 'node:child_process';

/** Process numbers of the pods whose parent is this process. */
export function podPids(): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return [...stdout.matchAll(/^ *(\d+) +(\d+) .*\bservices\/(?:http-hello|tcp-echo)\/main\./gm)]
    .filter(([, , parent]) => Number(parent) === process.pid)
    .map(([, pid]) => Number(pid));
}
