import { createServer, isIPv4 } from 'node:net';
import type { ContainerRuntimeClient } from 'testcontainers';

/** The package, loaded only when containers are asked for: it is an optional peer of the published command. */
export type Testcontainers = typeof import('testcontainers');

/** A Docker Engine that answers. */
export interface Engine {
  readonly testcontainers: Testcontainers;
  readonly client: ContainerRuntimeClient;
  /** Labels that make the clean-up container of testcontainers (Ryuk) watch over what carries them. */
  readonly watched: Readonly<Record<string, string>>;
  /** Address of the engine's machine on which ports are published; the loopback where the engine runs here. */
  readonly publishOn: string;
  /** Where published ports are reached from here. */
  readonly host: string;
}

const HOW_TO_GET_PACKAGE = 'npm install --save-dev testcontainers@12, with --global where weighbridge is installed so';
const HOW_TO_GET_DOCKER =
  'on Debian: apt-get install docker.io, and be root or in the group docker; on macOS: install Docker Desktop and start it; or use --runtime process';

/**
 * Finds the Docker Engine as testcontainers does (DOCKER_HOST, Docker's own context, the usual sockets).
 *
 * @throws Error telling what is missing and how to get it
 */
export async function connectEngine(load: () => Promise<Testcontainers> = () => import('testcontainers')): Promise<Engine> {
  const testcontainers = await load().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(`lab: containers need the package testcontainers beside weighbridge; ${HOW_TO_GET_PACKAGE}`, {
      cause: error,
    });
  });
  const client = await testcontainers.getContainerRuntimeClient().catch((error: Error) => {
    throw new Error(`lab: no Docker Engine answers (${error.message}); ${HOW_TO_GET_DOCKER}`, { cause: error });
  });
  return {
    testcontainers,
    client,
    watched: await watchedBy(testcontainers, client),
    ...(await reach(client.info.containerRuntime.host)),
  };
}

/** Ryuk removes what a killed process leaves. Where its image can neither be found nor pulled, the next lab does (removal.ts). */
async function watchedBy(
  { getReaper, LABEL_TESTCONTAINERS_SESSION_ID: label }: Testcontainers,
  client: ContainerRuntimeClient,
): Promise<Record<string, string>> {
  try {
    return { [label]: (await getReaper(client)).sessionId };
  } catch {
    // Read again at every container that starts: without it each of them would try to pull Ryuk.
    process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
    return { [label]: (await getReaper(client)).sessionId };
  }
}

/** Nobody else on the network may reach a lab; only an engine on another machine has to publish where we can reach it. */
async function reach(host: string): Promise<Pick<Engine, 'host' | 'publishOn'>> {
  if (await isOfThisMachine(host)) return { host: '127.0.0.1', publishOn: '127.0.0.1' };
  // Inside a container that was given the engine's socket, testcontainers answers the bridge's address on the engine's machine.
  const isBridge =
    isIPv4(host) && process.env.DOCKER_HOST === undefined && process.env.TESTCONTAINERS_HOST_OVERRIDE === undefined;
  return { host, publishOn: isBridge ? host : '0.0.0.0' };
}

/** Only addresses of this machine can be bound; an engine that runs beside us in our own container has one of its bridge. */
function isOfThisMachine(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, host, () => server.close(() => resolve(true)));
  });
}
