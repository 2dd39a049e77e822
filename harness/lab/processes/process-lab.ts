import { endpointAddresses } from '../endpoint-addresses.ts';
import type { Evidence } from '../evidence.ts';
import { openEvidenceLog } from '../evidence-log.ts';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import { type GatewayOptions, gatewayProgram } from '../gateways/kinds.ts';
import { startProgram } from '../gateways/program.ts';
import type { Address, CertificateFiles, Wiring } from '../gateways/wiring.ts';
import type { LabListener, Layout } from '../layout/layout.ts';
import type { RunningLab } from '../running-lab.ts';
import { labPorts } from './lab-ports.ts';
import { startPods } from './pods.ts';

/** What a lab of processes can be told. */
export interface ProcessLabOptions {
  /** For listeners that terminate TLS and for connections between clusters. */
  readonly certificates?: CertificateFiles | null;
  /** What can be chosen of the gateway beside the routes. */
  readonly gateway?: GatewayOptions;
  /** Where a port outside of this cluster is reached: at the gateway of a neighbour; null where no neighbour has it. */
  readonly outside?: (port: number) => Address | null;
  /** The pods that write down every request, and where. */
  readonly evidence?: Evidence | null;
  /** Aborted: a start that is under way fails. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts pods, then the gateway in front of them, as child processes on free ports of loopback. Nothing is left running when it fails. */
export async function startProcessLab(
  layout: Layout,
  kind: GatewayKind,
  { certificates = null, gateway = {}, outside = () => null, evidence = null, signal }: ProcessLabOptions = {},
): Promise<RunningLab> {
  const free = labPorts();
  const log = evidence === null ? null : openEvidenceLog(evidence.path);
  const witnesses = evidence === null || log === null ? null : { podIds: evidence.podIds, log };
  const ended: (() => unknown)[] = [free.release, () => log?.close()];
  try {
    const ports = new Map<LabListener, number>();
    for (const listener of layout.listeners) ports.set(listener, await free.next());
    const listenAt = (listener: LabListener): Address => ({ host: '127.0.0.1', port: ports.get(listener) ?? 0 });
    const admin = { host: '127.0.0.1', port: await free.next() };
    const addressOf = (listener: LabListener) => `127.0.0.1:${listenAt(listener).port}`;
    const programFor = (addressesOf: Wiring['addressesOf']) =>
      gatewayProgram(kind, layout, { listenAt, addressesOf, admin, certificates }, gateway);
    // Written once for pods that do not run yet: what the lab cannot do is told before anything starts.
    const onPaper = { podAt: () => admin, outside };
    programFor((endpoint, port) => endpointAddresses(layout, endpoint, port, onPaper)).configuration('');
    const pods = await startPods(layout, { addressOf, outside, witnesses, signal });
    ended.unshift(pods.stop);
    const program = await startProgram(programFor(pods.addressesOf), [...ports.values()], signal);
    const stop = async () => {
      await Promise.all([program.stop(), pods.stop()]);
      await log?.close();
      free.release();
    };
    const died = Promise.race([program.died, pods.died, ...(log === null ? [] : [log.failed])]);
    return { listenAt, admin, died, stop };
  } catch (error) {
    for (const end of ended) await end();
    throw error;
  }
}
