import { randomBytes } from 'node:crypto';
import type { Evidence } from '../evidence.ts';
import { openEvidenceLog } from '../evidence-log.ts';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import type { GatewayOptions } from '../gateways/kinds.ts';
import type { Address, CertificateFiles } from '../gateways/wiring.ts';
import type { LabListener, Layout } from '../layout/layout.ts';
import type { RunningLab } from '../running-lab.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { gatewayImage, startGatewayContainer } from './container-gateway.ts';
import { startPodContainers } from './container-pods.ts';
import { connectEngine, type Engine } from './engine.ts';
import { guardExit } from './exit-guard.ts';
import { provideImages } from './images.ts';
import { type IpOf, type LabPlan, planContainers } from './plan-containers.ts';
import { watchPods } from './pod-deaths.ts';
import { removeLeftovers, removeRun } from './removal.ts';
import type { ContainerRun, RunningContainer } from './run-container.ts';
import { OWNER_LABEL, ownerText, RUN_LABEL, thisOwner } from './run-labels.ts';

/** What a lab of containers can be told. */
export interface ContainerLabOptions {
  /** For listeners that terminate TLS and for connections between clusters: files on this machine, copied into the gateway. */
  readonly certificates?: CertificateFiles | null;
  /** What can be chosen of the gateway beside the routes. */
  readonly gateway?: GatewayOptions;
  /** The pods that write down every request, and where; none by default. */
  readonly evidence?: Evidence | null;
  /** Neighbours, in the same network: what a ServiceEntry says lies outside is reached at their gateways. */
  readonly peers?: readonly Layout[];
  /** Aborted: a start that is under way fails. */
  readonly signal?: AbortSignal | undefined;
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
  { connect = connectEngine, signal, ...options }: ContainerLabOptions = {},
): Promise<RunningLab> {
  const id = randomBytes(4).toString('hex');
  const plans = planClusters(`weighbridge-${id}`, layout, kind, options);
  const engine = await connect();
  const images = [...plans.flatMap(({ pods }) => pods.map(({ image }) => image)), gatewayImage(kind)];
  await unlessAborted(provideImages(engine, images), signal);
  await removeLeftovers(engine);
  const release = guardExit(engine, id);
  const remove = async () => {
    await removeRun(engine, id);
    release();
  };
  try {
    return await startParts({ ...(await startRun(engine, id)), signal }, plans, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The cluster that is asked for comes first; its neighbours are there without any of their own. */
function planClusters(
  name: string,
  layout: Layout,
  kind: GatewayKind,
  { certificates = null, gateway = {}, evidence = null, peers = [] }: Omit<ContainerLabOptions, 'connect' | 'signal'>,
): readonly [LabPlan, ...LabPlan[]] {
  const shared = { kind, certificates, options: gateway };
  const neighbours = peers.map((peer, index) =>
    planContainers({ ...shared, layout: peer, name: `${name}n${index + 1}`, evidence: null, neighbours: [] }),
  );
  return [planContainers({ ...shared, layout, name, evidence, neighbours }), ...neighbours];
}

async function startRun(engine: Engine, id: string): Promise<ContainerRun> {
  const network = `weighbridge-${id}`;
  const labels = { [RUN_LABEL]: id, [OWNER_LABEL]: ownerText(thisOwner()) };
  // Not the Network of testcontainers: it takes no labels, and what has none is not found again.
  await engine.client.network.create({ Name: network, Driver: 'bridge', Labels: { ...labels, ...engine.watched } });
  return { engine, id, network, labels };
}

async function startParts(
  run: ContainerRun,
  plans: readonly [LabPlan, ...LabPlan[]],
  remove: () => Promise<void>,
): Promise<RunningLab> {
  const [{ evidence, portOf, adminPort }, ...neighbours] = plans;
  const planned = plans.flatMap((plan) => plan.pods);
  const deaths = await watchPods(run, planned);
  const log = evidence === null ? null : openEvidenceLog(evidence.path);
  try {
    const pods = await startPodContainers(run, planned, log);
    const gateways = new Map<string, RunningContainer>();
    const ipOf = (name: string) => (pods.get(name) ?? gateways.get(name))?.ip ?? '';
    for (const plan of neighbours) gateways.set(plan.gatewayName, await startGateway(run, plan, ipOf));
    const gateway = await startGateway(run, plans[0], ipOf);
    const all = [gateway, ...gateways.values()];
    let stopped: Promise<void> | null = null;
    const stop = () => {
      // What we end ourselves has not died, and what it says then is no evidence.
      deaths.close();
      for (const container of [...all, ...pods.values()]) container.leaveAlone();
      stopped ??= Promise.all([remove(), log?.close()]).then(() => {});
      return stopped;
    };
    const ended = all.map((one) => one.ended.then((why) => `the container of ${plans[0].kind} is not there any more: ${why}`));
    return {
      listenAt: (listener: LabListener): Address => gateway.addressOf(portOf(listener)),
      admin: gateway.addressOf(adminPort),
      died: Promise.race([...ended, deaths.died, ...(log === null ? [] : [log.failed])]),
      stop,
    };
  } catch (error) {
    deaths.close();
    await log?.close();
    throw error;
  }
}

function startGateway(run: ContainerRun, plan: LabPlan, ipOf: IpOf): Promise<RunningContainer> {
  const { layout, kind, gatewayName, certificates, portOf, adminPort } = plan;
  const ports = layout.listeners.map(portOf);
  return startGatewayContainer(run, { kind, name: gatewayName, program: plan.program(ipOf), certificates, ports, adminPort });
}
