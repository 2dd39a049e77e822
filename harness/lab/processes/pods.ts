import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';
import { endpointAddresses } from '../endpoint-addresses.ts';
import type { EvidenceLog } from '../evidence-log.ts';
import type { Address, WeightedAddress } from '../gateways/wiring.ts';
import type { LabListener, Layout, Pod } from '../layout/layout.ts';
import { type PodCommand, podCommand } from '../layout/pod-command.ts';
import { type RunningWorkload, startWorkload, type WorkloadSpec } from '../workload.ts';

/** Pods as child processes on loopback, each on a port of its own. */
export interface RunningPods {
  addressesOf(endpoint: Endpoint, port: ServicePort): readonly WeightedAddress[];
  /** Resolves when a pod ends by itself, with which and how. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** How many processes start at once: each is a Node that takes a core until it listens. */
const AT_ONCE = 4;

/** What surrounds the pods. */
export interface PodSurroundings {
  /** Where a pod reaches a listener of the gateway, `127.0.0.1:10080`. */
  readonly addressOf: (listener: LabListener) => string;
  /** Where a port outside of this cluster is reached; null where nobody has it. */
  readonly outside: (port: number) => Address | null;
  /** The pods that write down every request, and what takes it; null for none. */
  readonly witnesses: { readonly podIds: ReadonlySet<string>; readonly log: EvidenceLog } | null;
  /** Aborted: a start that is under way fails. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts every pod of a layout; when one fails, the others are stopped before the error is passed on. */
export async function startPods(
  layout: Layout,
  { addressOf, outside, witnesses, signal }: PodSurroundings,
): Promise<RunningPods> {
  const running = new Map<string, RunningWorkload>();
  const stop = async () => {
    const workloads = [...running.values()];
    running.clear();
    await Promise.all(workloads.map((workload) => workload.stop()));
  };
  // Commands first: a pod that cannot be run must be told before anything starts.
  const commands = layout.pods.map((pod) => {
    const log = witnesses?.podIds.has(pod.id) ? witnesses.log.writer() : null;
    return { pod, spec: onLoopback(podCommand(pod, layout, addressOf), log) };
  });
  const waiting = commands.values();
  let hasFailed = false;
  const startNext = async () => {
    for (const { pod, spec } of waiting) {
      // The others would start all the rest first, only to be stopped.
      if (hasFailed) return;
      running.set(
        pod.id,
        await startWorkload(spec, signal).catch((error: Error) => {
          hasFailed = true;
          throw ofPod(pod, error);
        }),
      );
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, startNext));
  const failed = lanes.find((lane) => lane.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const podAt = ({ id }: Pod): Address | null => {
    const workload = running.get(id);
    return workload === undefined ? null : { host: workload.host, port: workload.port };
  };
  const addressesOf = (endpoint: Endpoint, port: ServicePort) => endpointAddresses(layout, endpoint, port, { podAt, outside });
  // Forgotten first when we stop them ourselves.
  const died = new Promise<string>((tell) => {
    for (const [id, { ended }] of running) ended.then((how) => running.has(id) && tell(`the pod ${id} ended with ${how}`));
  });
  return { addressesOf, died, stop };
}

/** A scenario has many pods of one program: which of them, and where it is written. */
function ofPod({ id, workload: { place } }: Pod, error: Error): Error {
  const message = error.message.replace(/ +did not start: /, ` (pod ${id}, ${place.file}:${place.line}) did not start: `);
  return new Error(message, { cause: error });
}

/** The same command on a free port of loopback, quiet at its end: nobody looks away from it first. */
function onLoopback({ service, args, env }: PodCommand, log: WorkloadSpec['log']): WorkloadSpec {
  const asked = log ? { LOG: 'requests' } : {};
  if (service === 'http-hello')
    return { service, args, env: { ...env, ...asked, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0' }, log: log ?? null };
  const [, ...rest] = args;
  return { service, args: ['0', ...rest, '--quiet', '--host', '127.0.0.1'], env };
}
