import type { Container } from '../../routes/cluster/cluster.ts';
import { LabError } from '../lab-error.ts';
import type { LabListener, Layout, Pod } from '../layout/layout.ts';
import { podCommand } from '../layout/pod-command.ts';
import type { NeededImage } from './images.ts';
import { type ContainerRun, type RunningContainer, runContainer } from './run-container.ts';

/** A pod and everything needed to start its container, except a run. */
export interface PodContainer {
  readonly pod: Pod;
  readonly image: NeededImage;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How many start at once: each is a Node that takes a core until it listens. */
const AT_ONCE = 4;
/** Both services say so when all their ports are open. Their health checks would say it five seconds later. */
const LISTENING = /^listening on /;

/**
 * What every pod runs, with the names it calls replaced by ports of the gateway.
 *
 * @throws LabError for a pod that the lab cannot run
 */
export const podContainers = (layout: Layout, addressOf: (listener: LabListener) => string): readonly PodContainer[] =>
  layout.pods.map((pod) => {
    const { service, args, env } = podCommand(pod, layout, addressOf);
    const container = workloadContainer(pod);
    return {
      pod,
      image: workloadImage(container, service),
      entrypoint: container?.command.length ? container.command : null,
      command: args,
      env,
    };
  });

/** Starts every pod; the results have the order of the pods. When one fails, the rest of its lane is not started. */
export async function startPodContainers(
  run: ContainerRun,
  pods: readonly PodContainer[],
): Promise<ReadonlyMap<string, RunningContainer>> {
  const running = new Map<string, RunningContainer>();
  const waiting = pods.values();
  let hasFailed = false;
  const startNext = async () => {
    for (const one of waiting) {
      if (hasFailed) return;
      running.set(one.pod.id, await startPod(run, one));
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

async function startPod(run: ContainerRun, { pod, image, entrypoint, command, env }: PodContainer): Promise<RunningContainer> {
  const container = await runContainer(run, {
    name: `weighbridge-${run.id}-${pod.id.replaceAll(/[^\w.-]/g, '-')}`,
    image: image.name,
    entrypoint,
    command,
    env,
    files: [],
    ports: [],
    ready: run.engine.testcontainers.Wait.forLogMessage(LISTENING),
    hasRights: false,
  });
  container.leaveAlone();
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
      new LabError(
        place,
        `the image ${name} is not on this machine, and ${why}`,
        `in the weighbridge repository: docker build --target ${service} --tag ${name} .`,
      ),
  };
}
