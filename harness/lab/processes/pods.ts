import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';
import type { WeightedAddress } from '../gateways/wiring.ts';
import { LabError } from '../lab-error.ts';
import { type LabListener, type Layout, type Pod, podsBehind } from '../layout/layout.ts';
import { podCommand } from '../layout/pod-command.ts';
import { type RunningWorkload, startWorkload } from '../workload.ts';

/** Pods as child processes on loopback, each on a port of its own. */
export interface RunningPods {
  addressesOf(endpoint: Endpoint, port: ServicePort): readonly WeightedAddress[];
  stop(): Promise<void>;
}

/** How many processes start at once: each is a Node that takes a core until it listens. */
const AT_ONCE = 4;

/** Starts every pod of a layout; when one fails, the others are stopped before the error is passed on. */
export async function startPods(layout: Layout, addressOf: (listener: LabListener) => string): Promise<RunningPods> {
  const running = new Map<string, RunningWorkload>();
  const stop = async () => {
    const workloads = [...running.values()];
    running.clear();
    await Promise.all(workloads.map((workload) => workload.stop()));
  };
  // Commands first: a pod that cannot be run must be told before anything starts.
  const commands = layout.pods.map((pod) => ({ pod, spec: onLoopback(podCommand(pod, layout, addressOf)) }));
  const waiting = commands.values();
  const startNext = async () => {
    for (const { pod, spec } of waiting) running.set(pod.id, await startWorkload(spec));
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, startNext));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { addressesOf: (endpoint) => addressesOf(endpoint, layout, running), stop };
}

function addressesOf(
  endpoint: Endpoint,
  layout: Layout,
  running: ReadonlyMap<string, RunningWorkload>,
): readonly WeightedAddress[] {
  const pods: readonly Pod[] = podsBehind(layout, endpoint);
  if (pods.length === 0 && endpoint.count > 0 && endpoint.address !== null)
    throw new LabError(
      endpoint.place,
      `the lab does not leave this machine for ${endpoint.address}`,
      'use an overlay with stand-ins',
    );
  return pods.flatMap((pod) => {
    const workload = running.get(pod.id);
    return workload === undefined ? [] : [{ host: workload.host, port: workload.port, weight: endpoint.weight }];
  });
}

/** The same command on a free port of loopback, quiet at its end: nobody looks away from it first. */
function onLoopback({ service, args, env }: ReturnType<typeof podCommand>): Parameters<typeof startWorkload>[0] {
  if (service === 'http-hello') return { service, args, env: { ...env, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0' } };
  const [, ...rest] = args;
  return { service, args: ['0', ...rest, '--quiet', '--host', '127.0.0.1'], env };
}
