import { randomBytes } from 'node:crypto';
import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';
import { type GatewayKind, gatewayProgram } from '../gateways/kinds.ts';
import type { Address, CertificateFiles, WeightedAddress, Wiring } from '../gateways/wiring.ts';
import type { RunningLab } from '../lab.ts';
import { LabError } from '../lab-error.ts';
import { type LabListener, type Layout, podsBehind } from '../layout/layout.ts';
import { certificatesInside, GATEWAY_FOLDER, gatewayImage, startGatewayContainer } from './container-gateway.ts';
import { type PodContainer, podContainers, startPodContainers } from './container-pods.ts';
import { connectEngine, type Engine } from './engine.ts';
import { guardExit } from './exit-guard.ts';
import { provideImages } from './images.ts';
import { podPort } from './pod-port.ts';
import { removeLeftovers, removeRun } from './removal.ts';
import type { ContainerRun } from './run-container.ts';
import { OWNER_LABEL, ownerText, RUN_LABEL, thisOwner } from './run-labels.ts';
import { wayIn } from './way-in.ts';

/** What a lab of containers can be told. */
export interface ContainerLabOptions {
  /** For listeners that terminate TLS and for connections between clusters: files on this machine, copied into the gateway. */
  readonly certificates?: CertificateFiles | null;
  /** Finds the Docker Engine. */
  readonly connect?: () => Promise<Engine>;
}

/** Ports inside the gateway's container, one per listener from here on. */
const FIRST_PORT = 10_000;
const ADMIN_PORT = 9_901;

/**
 * Starts pods and a gateway as containers of one network, the gateway's ports published on loopback. Everything carries the label of the
 * run and is gone when the lab is stopped, when its start fails, and when this process ends; what a killed one left, the next start removes.
 *
 * @throws LabError for what the lab cannot do, before anything is started; Error for a part that is missing or does not start
 */
export async function startContainerLab(
  layout: Layout,
  kind: GatewayKind,
  { certificates = null, connect = connectEngine }: ContainerLabOptions = {},
): Promise<RunningLab> {
  const id = randomBytes(4).toString('hex');
  const plan = planLab(layout, kind, `weighbridge-${id}-gateway`, certificates);
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

/** Everything that is known before the first container runs. */
interface LabPlan {
  readonly layout: Layout;
  readonly kind: GatewayKind;
  readonly gatewayName: string;
  readonly certificates: CertificateFiles | null;
  readonly portOf: (listener: LabListener) => number;
  readonly pods: readonly PodContainer[];
  /** The wiring, once the pods have addresses. */
  readonly wiring: (ipOf: (podId: string) => string) => Wiring;
}

function planLab(layout: Layout, kind: GatewayKind, gatewayName: string, certificates: CertificateFiles | null): LabPlan {
  const ports = new Map(layout.listeners.map((listener, index) => [listener, FIRST_PORT + index]));
  const portOf = (listener: LabListener) => ports.get(listener) ?? 0;
  const pods = podContainers(layout, (listener) => `${gatewayName}:${portOf(listener)}`);
  const wiring = (ipOf: (podId: string) => string): Wiring => ({
    listenAt: (listener) => ({ host: '0.0.0.0', port: portOf(listener) }),
    addressesOf: (endpoint, port) => addressesOf(layout, endpoint, port, ipOf),
    admin: { host: '0.0.0.0', port: ADMIN_PORT },
    certificates: certificatesInside(certificates),
  });
  // Written once with addresses that mean nothing: what the gateway cannot express is told before anything starts.
  gatewayProgram(
    kind,
    layout,
    wiring(() => '192.0.2.1'),
  ).configuration(GATEWAY_FOLDER);
  return { layout, kind, gatewayName, certificates, portOf, pods, wiring };
}

/** The pods of an endpoint by address: a gateway that takes names would ask for them once, and Envoy takes none here. */
function addressesOf(
  layout: Layout,
  endpoint: Endpoint,
  servicePort: ServicePort,
  ipOf: (podId: string) => string,
): readonly WeightedAddress[] {
  const pods = podsBehind(layout, endpoint);
  if (pods.length === 0 && endpoint.count > 0 && endpoint.address !== null)
    throw new LabError(
      endpoint.place,
      `the lab does not leave this machine for ${endpoint.address}`,
      'use an overlay with stand-ins',
    );
  const port = podPort(endpoint, servicePort);
  return port === null ? [] : pods.map((pod) => ({ host: ipOf(pod.id), port, weight: endpoint.weight }));
}

async function startRun(engine: Engine, id: string): Promise<ContainerRun> {
  const network = `weighbridge-${id}`;
  const labels = { [RUN_LABEL]: id, [OWNER_LABEL]: ownerText(thisOwner()) };
  // Not the Network of testcontainers: it takes no labels, and what has none is not found again.
  await engine.client.network.create({ Name: network, Driver: 'bridge', Labels: { ...labels, ...engine.watched } });
  return { engine, id, network, labels };
}

async function startParts(run: ContainerRun, plan: LabPlan, remove: () => Promise<void>): Promise<RunningLab> {
  const { layout, kind, certificates, portOf } = plan;
  const pods = await startPodContainers(run, plan.pods);
  const wiring = plan.wiring((podId) => pods.get(podId)?.ip ?? '');
  const program = gatewayProgram(kind, layout, wiring);
  const ports = layout.listeners.map(portOf);
  const spec = { kind, name: plan.gatewayName, program, certificates, ports, adminPort: ADMIN_PORT };
  const [asker = null] = pods.values();
  const gateway = await startGatewayContainer(run, spec, asker);
  let stopped: Promise<void> | null = null;
  const stop = () => {
    // What we end ourselves has not died.
    gateway.leaveAlone();
    stopped ??= remove();
    return stopped;
  };
  const addressOf = (listener: LabListener): Address => gateway.addressOf(portOf(listener));
  return {
    addressOf: (host, port, from) => addressOf(wayIn(layout, host, port, from)),
    admin: gateway.addressOf(ADMIN_PORT),
    died: gateway.ended.then((why) => `the container of ${program.program} is not there any more: ${why}`),
    stop,
  };
}
