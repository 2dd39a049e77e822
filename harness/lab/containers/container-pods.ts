import type { Container } from '../../routes/cluster/cluster.ts';
import type { Evidence } from '../evidence.ts';
import type { EvidenceLog } from '../evidence-log.ts';
import type { LabListener, Layout, Pod } from '../layout/layout.ts';
import { podCommand } from '../layout/pod-command.ts';
import type { NeededImage } from './images.ts';
import { type ContainerRun, type RunningContainer, runContainer } from './run-container.ts';

/** A pod and everything needed to start its container, except a run. */
export interface PodContainer {
  readonly pod: Pod;
  readonly name: string;
  readonly image: NeededImage;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether everything it prints is evidence. */
  readonly isWitness: boolean;
}

/** How many start at once: each is a Node that takes a core until it listens. */
const AT_ONCE = 4;
/** Both services say so when all their ports are open. Their health checks would say it five seconds later. */
const LISTENING = /^listening on /;

/** What makes http-hello print a line per request. */
const LOGGING = { LOG: 'requests' };

/**
 * What every pod runs, with the names it calls replaced by ports of the gateway.
 *
 * @param name what the names of all containers begin with
 * @param addressOf where a listener of the gateway is reached
 * @throws LabError for a pod that the lab cannot run
 */
export const podContainers = (
  layout: Layout,
  name: string,
  addressOf: (listener: LabListener) => string,
  evidence: Evidence | null,
): readonly PodContainer[] =>
  layout.pods.map((pod) => {
    const { service, args, env } = podCommand(pod, layout, addressOf);
    const container = workloadContainer(pod);
    const isWitness = evidence?.podIds.has(pod.id) ?? false;
    return {
      pod,
      // A dot, which no namespace can have: a-b/c and a/b-c are two pods.
      name: `${name}-${pod.id.replaceAll('/', '.')}`,
      image: workloadImage(container, service),
      entrypoint: container?.command.length ? container.command : null,
      command: args,
      env: isWitness ? { ...env, ...LOGGING } : env,
      isWitness,
    };
  });

/** Starts every pod; they are found by their names again. When one fails, those that wait are not started. */
export async function startPodContainers(
  run: ContainerRun,
  pods: readonly PodContainer[],
  log: EvidenceLog | null,
): Promise<ReadonlyMap<string, RunningContainer>> {
  const running = new Map<string, RunningContainer>();
  const waiting = pods.values();
  let hasFailed = false;
  const startNext = async () => {
    for (const one of waiting) {
      if (hasFailed) return;
      run.signal?.throwIfAborted();
      running.set(one.name, await startPod(run, one, log));
    }
  };
  const lane = () =>
    startNext().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
  // All settled: a container that is still being created would be missed by the removal of the run.
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return running;
}

async function startPod(run: ContainerRun, pod: PodContainer, log: EvidenceLog | null): Promise<RunningContainer> {
  const { name, image, entrypoint, command, env } = pod;
  const container = await runContainer(run, {
    name,
    image: image.name,
    entrypoint,
    command,
    env,
    files: [],
    ports: [],
    ready: run.engine.testcontainers.Wait.forLogMessage(LISTENING),
    hasRights: false,
  });
  // Only what is evidence is read on: nobody should pay for the rest.
  if (pod.isWitness && log !== null) container.follow(log.writer());
  else container.leaveAlone();
  return container;
}

/** As podCommand has it: sidecars that somebody injected into the manifests are not started. */
const workloadContainer = ({ workload }: Pod): Container | undefined =>
  workload.containers.find(({ name }) => name !== 'istio-proxy');

function workloadImage(container: Container | undefined, service: string): NeededImage {
  const name = container?.image ?? service;
  const place = container?.place ?? { file: 'the manifests', line: 1 };
  return {
    name,
    // Without a registry in its name it is ours, built here; Docker would look for it among the official images of its own registry.
    isPublished: name.includes('/'),
    missing: (why) =>
      // The manifests are right; it is the machine that lacks something.
      new Error(
        `lab: the image ${name} (${place.file}:${place.line}) is not on this machine, and ${why}; in the weighbridge repository: docker build --target ${service} --tag ${name} .`,
      ),
  };
}
