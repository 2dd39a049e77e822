import { spawnSync } from 'node:child_process';
import type { Engine } from './engine.ts';
import { politeListeners } from './polite-listeners.ts';
import { RUN_LABEL } from './run-labels.ts';

/** An engine that hangs must not keep a process from ending. */
const LIMIT_MS = 20_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The engine may still finish a container that was asked for just before; a look that finds nothing ends the rounds. */
const ROUNDS = 3;

type Docker = readonly [string, ...string[]];

/** The runs to remove, each with the command that reaches its engine. One listener for all: several would wait for each other. */
const guarded = new Map<string, Docker>();

/**
 * Removes the run when this process ends without having done so: by `process.exit`, an uncaught exception, or a signal that nobody else
 * handles. At that point nothing asynchronous runs any more, so the `docker` command does it. Returns what takes the guard away.
 */
export function guardExit(engine: Engine, run: string): () => void {
  if (guarded.size === 0) {
    process.on('exit', removeAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  guarded.set(run, ['docker', ...hostOf(engine)]);
  return () => {
    guarded.delete(run);
    if (guarded.size === 0) stopListening();
  };
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else handles it stops the lab in good order, or exits: then the listener of `exit` does it.
  if (process.listenerCount(signal) > 1 + politeListeners()) return;
  removeAll();
  process.kill(process.pid, signal);
}

function removeAll(): void {
  stopListening();
  for (const [run, docker] of guarded) removeNow(docker, run);
  guarded.clear();
}

function stopListening(): void {
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function removeNow(docker: Docker, run: string): void {
  const label = ['--quiet', '--filter', `label=${RUN_LABEL}=${run}`];
  for (let round = 0; round < ROUNDS; round += 1) {
    const containers = said(docker, 'ps', '--all', '--no-trunc', ...label);
    if (containers.length > 0) said(docker, 'rm', '--force', '--volumes', ...containers);
    const networks = said(docker, 'network', 'ls', '--no-trunc', ...label);
    if (networks.length > 0) said(docker, 'network', 'rm', ...networks);
    if (containers.length + networks.length === 0) return;
  }
}

/** The words that docker prints; none when it fails: there is nobody left to tell. */
function said([program, ...before]: Docker, ...args: readonly string[]): readonly string[] {
  const { stdout } = spawnSync(program, [...before, ...args], { encoding: 'utf8', timeout: LIMIT_MS });
  return (stdout ?? '').split(/\s+/).filter((word) => word !== '');
}

/** The socket that testcontainers found; an engine elsewhere is named by the same variables for both. */
function hostOf({ client }: Engine): readonly string[] {
  const { socketPath } = client.container.dockerode.modem as { readonly socketPath?: string };
  return socketPath === undefined ? [] : ['--host', `unix://${socketPath}`];
}
