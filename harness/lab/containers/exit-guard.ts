import { spawnSync } from 'node:child_process';
import type { Engine } from './engine.ts';
import { RUN_LABEL } from './run-labels.ts';

/** An engine that hangs must not keep a process from ending. */
const LIMIT_MS = 20_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The engine may still finish a container that was asked for just before; a look that finds nothing ends the rounds. */
const ROUNDS = 3;

/**
 * Removes the run when this process ends without having done so: by `process.exit`, an uncaught exception, or a signal that nobody else
 * listens to. At that point nothing asynchronous runs any more, so the `docker` command does it. Returns what takes the guard away.
 */
export function guardExit(engine: Engine, run: string): () => void {
  const docker = ['docker', ...hostOf(engine)] as const;
  const remove = () => removeNow(docker, run);
  const onSignal = (signal: NodeJS.Signals) => {
    // Whoever else listens stops the lab in good order, or exits: then the line below does it.
    if (process.listenerCount(signal) > 1) return;
    release();
    remove();
    process.kill(process.pid, signal);
  };
  const release = () => {
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.once('exit', remove);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}

type Docker = readonly [string, ...string[]];

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
