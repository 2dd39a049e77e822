import { spawnSync } from 'node:child_process';
import type { LoadTool } from './load-tool.ts';

/** A tool as it is on this machine. */
export interface Installed {
  readonly tool: LoadTool;
  /** What it calls its version; null when it is not installed. */
  readonly version: string | null;
}

const ASKED_WITHIN_MS = 30_000;

/** Asks a tool for its version, which also tells whether it is there. */
export function installed(tool: LoadTool): Installed {
  const { program, args } = tool.version;
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: ASKED_WITHIN_MS });
  return { tool, version: status === 0 ? versionIn(`${stdout}\n${stderr}`) : null };
}

/** The first thing with a dot between digits: `wrk debian/4.1.0-3+b2 [epoll]`, `k6 v1.8.1 (go1.26.8)`; `?` where there is none. */
export function versionIn(printed: string): string {
  return /\d+\.\d[\w.+~-]*/.exec(printed)?.[0] ?? '?';
}
