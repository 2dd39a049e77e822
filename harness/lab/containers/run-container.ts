import type { GenericContainer, StartedTestContainer, WaitStrategy } from 'testcontainers';
import type { Engine } from './engine.ts';
import { lastWords, watchOutput } from './watch-output.ts';

/** What all containers of one lab share. */
export interface ContainerRun {
  readonly engine: Engine;
  readonly id: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Aborted: nobody waits for the start any more. */
  readonly signal?: AbortSignal | undefined;
}

/** One container to start. Its name is also its host name for the others of the network. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** Null: the image's own. */
  readonly entrypoint: readonly string[] | null;
  /** None: the image's own. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files that the container finds when it starts, readable by every user. */
  readonly files: readonly { readonly target: string; readonly content: string }[];
  /** Ports to publish. */
  readonly ports: readonly number[];
  /** Null: whoever starts it waits in a way of its own. */
  readonly ready: WaitStrategy | null;
  /** False takes every right away that a container has by default. */
  readonly hasRights: boolean;
}

/** A container that is ready. */
export interface RunningContainer {
  readonly id: string;
  /** In the lab's network. */
  readonly ip: string;
  /** Where a port that was to be published is reached. */
  addressOf(port: number): { readonly host: string; readonly port: number };
  /** Resolves when the container has ended, with its exit code in words. */
  readonly ended: Promise<string>;
  /** The last words it printed. */
  output(): string;
  /** Hands on everything that it prints from now on. */
  follow(reader: (text: string) => void): void;
  /** Stops reading its output; `ended` then never resolves. */
  leaveAlone(): void;
}

/**
 * Creates and starts a container. What a failed start left is removed with its run (removal.ts), not here.
 *
 * @throws Error with the container's last words
 */
export async function runContainer(run: ContainerRun, spec: ContainerSpec): Promise<RunningContainer> {
  const watch = watchOutput(run.engine);
  const container = build(run, spec, watch.from);
  const started = container.start();
  try {
    const running = await Promise.race([started, watch.ended.then((why): never => fail(why))]);
    return { ...reached(running, run), ...watch };
  } catch (error) {
    // testcontainers looks for the ports of an ended container for a while; it stops when the container is removed.
    started.catch(() => {});
    throw new Error(`lab: ${spec.name} did not start: ${(error as Error).message}${lastWords(watch.output())}`, { cause: error });
  }
}

function fail(why: string): never {
  throw new Error(why);
}

function reached(container: StartedTestContainer, { engine, network }: ContainerRun) {
  return {
    id: container.getId(),
    ip: container.getIpAddress(network),
    addressOf: (port: number) => ({ host: engine.host, port: container.getMappedPort(port) }),
  };
}

/** `onCreated` is called between the creation of the container and its start. Never `withReuse`: its hash does not see copied files. */
function build({ engine, network, labels }: ContainerRun, spec: ContainerSpec, onCreated: (id: string) => Promise<void>) {
  const { GenericContainer: Base, PullPolicy } = engine.testcontainers;
  class LabContainer extends Base {
    // testcontainers publishes on every address of the machine.
    protected override async beforeContainerCreated(): Promise<void> {
      const bindings = spec.ports.map((port) => [`${port}/tcp`, [{ HostIp: engine.publishOn, HostPort: '0' }]]);
      this.hostConfig.PortBindings = Object.fromEntries(bindings);
    }

    protected override containerCreated(id: string): Promise<void> {
      return onCreated(id);
    }
  }
  const container: GenericContainer = new LabContainer(spec.image)
    .withPullPolicy(PullPolicy.neverPull())
    .withName(spec.name)
    .withLabels(labels)
    .withNetworkMode(network)
    .withEnvironment(spec.env)
    .withExposedPorts(...spec.ports)
    .withCopyContentToContainer(spec.files.map((file) => ({ ...file, mode: 0o644 })))
    .withWaitStrategy(spec.ready ?? NO_WAIT);
  if (spec.entrypoint !== null) container.withEntrypoint([...spec.entrypoint]);
  if (spec.command.length > 0) container.withCommand([...spec.command]);
  if (!spec.hasRights) container.withDroppedCapabilities('ALL').withSecurityOpt('no-new-privileges');
  return container;
}

/** testcontainers always waits for something, by default for ports with a shell that lean images do not have. */
const NO_WAIT: WaitStrategy = {
  waitUntilReady: async () => {},
  withStartupTimeout: () => NO_WAIT,
  isStartupTimeoutSet: () => false,
  getStartupTimeout: () => 0,
};
