import { makeCertificates } from './certificates.ts';
import { type Evidence, makeEvidence } from './evidence.ts';
import type { GatewayKind } from './gateways/gateway-kind.ts';
import type { GatewayOptions } from './gateways/kinds.ts';
import { refuseNotExpressible } from './gateways/not-expressible.ts';
import type { Address, CertificateFiles } from './gateways/wiring.ts';
import { certificateHosts } from './layout/certificate-hosts.ts';
import type { Layout } from './layout/layout.ts';
import { startProcessLab } from './processes/process-lab.ts';
import type { RunningLab } from './running-lab.ts';
import type { Runtime } from './runtime.ts';

/** A lab and the files that its clients need. */
export interface WholeLab extends RunningLab {
  /** The authority that clients must trust; null where nothing speaks TLS. */
  readonly authority: string | null;
  /** The log of the pods that get copies of requests; null where nothing is mirrored. */
  readonly evidence: string | null;
}

/** What runs a lab, and how. */
export interface LabOptions {
  readonly kind: GatewayKind;
  readonly runtime: Runtime;
  /** Neighbours: what a ServiceEntry says lies outside is reached at their gateways. */
  readonly peers?: readonly Layout[];
  readonly gateway?: GatewayOptions;
  /** Names that clients will call, which the certificate must carry beside those of the manifests: a wildcard stands for one label only. */
  readonly names?: Iterable<string>;
  /** Aborted by whoever does not want the lab any more: a start that is under way then fails, as soon as what it has started is stopped. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a lab with certificates of its own where it needs some, and its neighbours before it. Nothing is left when it fails.
 *
 * @throws LabError for what the manifests ask and the lab cannot do, before anything runs; Error for a part that does not start
 */
export async function startLab(layout: Layout, options: LabOptions): Promise<WholeLab> {
  const layouts = [layout, ...(options.peers ?? [])];
  for (const one of layouts) refuseNotExpressible(options.kind, one, options.gateway);
  const hosts = layouts.map(certificateHosts).filter((names) => names !== null);
  const certificates = hosts.length === 0 ? null : await makeCertificates([...hosts.flat(), ...(options.names ?? [])]);
  const evidence = await makeEvidence(layout).catch(async (error: Error) => {
    await certificates?.remove();
    throw error;
  });
  const started: RunningLab[] = [];
  const stop = async () => {
    await Promise.all(started.splice(0).map((lab) => lab.stop()));
    await Promise.all([certificates?.remove(), evidence?.remove()]);
  };
  try {
    const { listenAt, admin } = await startAll(layout, options, { certificates, evidence }, started);
    const died = Promise.race(started.map((one) => one.died));
    const files = { authority: certificates?.authority ?? null, evidence: evidence?.path ?? null };
    return { listenAt, admin, died, stop, ...files };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  layout: Layout,
  { kind, runtime, peers = [], gateway = {}, signal }: LabOptions,
  { certificates, evidence }: { readonly certificates: CertificateFiles | null; readonly evidence: Evidence | null },
  started: RunningLab[],
): Promise<RunningLab> {
  if (runtime === 'docker') {
    // testcontainers takes a second to load, and need not be there at all.
    const { startContainerLab } = await import('./containers/container-lab.ts');
    const lab = await startContainerLab(layout, kind, { certificates, gateway, evidence, peers, signal });
    started.push(lab);
    return lab;
  }
  for (const peer of peers) started.push(await startProcessLab(peer, kind, { certificates, gateway, signal }));
  const neighbours = [...started];
  const outside = (port: number) => gatewayPort(peers, neighbours, port);
  const lab = await startProcessLab(layout, kind, { certificates, gateway, outside, evidence, signal });
  started.push(lab);
  return lab;
}

function gatewayPort(peers: readonly Layout[], labs: readonly RunningLab[], port: number): Address | null {
  for (const [index, peer] of peers.entries()) {
    const listener = peer.listeners.find((one) => one.kind === 'gateway' && one.port === port);
    if (listener !== undefined) return labs[index]?.listenAt(listener) ?? null;
  }
  return null;
}
