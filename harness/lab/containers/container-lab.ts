import { randomBytes } from 'node:crypto';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import type { GatewayOptions } from '../gateways/kinds.ts';
import type { Address, CertificateFiles } from '../gateways/wiring.ts';
import type { LabListener, Layout } from '../layout/layout.ts';
import type { RunningLab } from '../running-lab.ts';
import { gatewayImage, startGatewayContainer } from './container-gateway.ts';
import { startPodContainers } from './container-pods.ts';
import { connectEngine, type Engine } from './engine.ts';
import { guardExit } from './exit-guard.ts';
import { provideImages } from './images.ts';
import { type LabPlan, planContainers } from './plan-containers.ts';
import { removeLeftovers, removeRun } from './removal.ts';
import type { ContainerRun } from './run-container.ts';
import { OWNER_LABEL, ownerText, RUN_LABEL, thisOwner } from './run-labels.ts';

/** What a lab of containers can be told. */
export interface ContainerLabOptions {
  /** For listeners that terminate TLS and for connections between clusters: files on this machine, copied into the gateway. */
  readonly certificates?: CertificateFiles | null;
  /** What can be chosen of the gateway beside the routes. */
  readonly gateway?: GatewayOptions;
  /** Finds the Docker Engine. */
  readonly connect?: () => Promise<Engine>;
}

/**
 * Starts pods and a gateway as containers of one network, the gateway's ports published on loopback. Everything carries the label of the
 * run and is gone when the lab is stopped, when its start fails, and when this process ends; what a killed one left, the next start removes.
 *
 * @throws LabError for what the lab cannot do, before anything is started; Error for a part that is missing or does not start
 */
export async function startContainerLab(
  layout: Layout,
  kind: GatewayKind,
  { certificates = null, gateway = {}, connect = connectEngine }: ContainerLabOptions = {},
): Promise<RunningLab> {
  const id = randomBytes(4).toString('hex');
  const plan = planContainers({ layout, kind, gatewayName: `weighbridge-${id}-gateway`, certificates, options: gateway });
  const engine = await connect();
  await provideImages(engine, [...plan.pods.map(({ image }) => image), gatewayImage(kind)]);
  await removeLeftovers(engine);
  const release = guardExit(engine, id);
  const remove = async () => {
    await removeRun(engine, id);
    release();
  };
  try {
    return await startParts(await startRun(engine, id), plan, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startRun(engine: Engine, id: string): Promise<ContainerRun> {
  const network = `weighbridge-${id}`;
  const labels = { [RUN_LABEL]: id, [OWNER_LABEL]: ownerText(thisOwner()) };
  // Not the Network of testcontainers: it takes no labels, and what has none is not found again.
  await engine.client.network.create({ Name: network, Driver: 'bridge', Labels: { ...labels, ...engine.watched } });
  return { engine, id, network, labels };
}

async function startParts(run: ContainerRun, plan: LabPlan, remove: () => Promise<void>): Promise<RunningLab> {
  const { layout, portOf, adminPort } = plan;
  const pods = await startPodContainers(run, plan.pods);
  const program = plan.program((podId) => pods.get(podId)?.ip ?? '');
  const ports = layout.listeners.map(portOf);
  const gateway = await startGatewayContainer(run, { ...plan, name: plan.gatewayName, program, ports });
  let stopped: Promise<void> | null = null;
  const stop = () => {
    // What we end ourselves has not died.
    gateway.leaveAlone();
    stopped ??= remove();
    return stopped;
  };
  return {
    listenAt: (listener: LabListener): Address => gateway.addressOf(portOf(listener)),
    admin: gateway.addressOf(adminPort),
    died: gateway.ended.then((why) => `the container of ${program.program} is not there any more: ${why}`),
    stop,
  };
}
