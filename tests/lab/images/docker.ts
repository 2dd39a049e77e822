import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type GenericContainer, PullPolicy, type StartedTestContainer } from 'testcontainers';
import { type Ended, runProgram } from '../run-program.ts';

// Its clean-up container comes from a registry, and every container here is stopped by the test that started it.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';

/** Runs `docker`, whatever its exit code. */
export function docker(...args: string[]): Promise<Ended> {
  return runProgram('docker', args);
}

/** What `docker` prints, trimmed; anything but exit code 0 fails the test. */
export async function dockerPrints(...args: string[]): Promise<string> {
  const ended = await docker(...args);
  assert.equal(ended.code, 0, `docker ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout.trim();
}

/** Builds a target of our Dockerfile as a user would, the default one without naming it, and resolves with its tag. */
export async function buildImage(target: 'tcp-echo' | 'http-hello' | 'weighbridge'): Promise<string> {
  const tag = `weighbridge-lab/${target}`;
  await dockerPrints('build', '--tag', tag, ...(target === 'tcp-echo' ? [] : ['--target', target]), '.');
  return tag;
}

/** What `docker image inspect` says of an image's configuration. */
export interface ImageConfig {
  readonly User: string;
  readonly Entrypoint: readonly string[];
  readonly StopSignal: string;
  readonly ExposedPorts?: Readonly<Record<string, unknown>>;
  readonly Healthcheck?: { readonly Test: readonly string[] };
  readonly Labels: Readonly<Record<string, string>>;
}

/** Reads the configuration of an image. */
export async function imageConfig(image: string): Promise<ImageConfig> {
  return JSON.parse(await dockerPrints('image', 'inspect', '--format', '{{json .Config}}', image));
}

/** Starts a container through testcontainers and stops it after the test. */
export async function startContainer(context: TestContext, container: GenericContainer): Promise<StartedTestContainer> {
  const started = await container.withPullPolicy(PullPolicy.neverPull()).start();
  context.after(() => started.stop());
  return started;
}

/** Starts a container in the background and removes it after the test. For options that testcontainers does not have. */
export async function runDetached(context: TestContext, ...args: string[]): Promise<string> {
  const id = await dockerPrints('run', '--detach', ...args);
  context.after(() => docker('rm', '--force', id));
  return id;
}
