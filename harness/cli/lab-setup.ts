import { type GatewayChoice, parseGatewayChoice } from '../lab/gateways/gateway-choice.ts';
import type { LabListener, Layout } from '../lab/layout/layout.ts';
import type { Sender } from '../lab/layout/way-in.ts';
import type { Runtime } from '../lab/runtime.ts';
import type { Target } from '../model/probe.ts';
import { checkedLab } from './lab-faults.ts';
import type { ManifestReader } from './manifest-reader.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/** A lab that a gate needs, planned and checked; nothing runs yet. */
export interface LabSetup {
  /** Two gates with the same key are weighed in the same lab. */
  readonly key: string;
  readonly layout: Layout;
  readonly peers: readonly Layout[];
  readonly gateway: GatewayChoice;
  readonly runtime: Runtime;
  /** Where the requests of this gate go in. */
  readonly listener: LabListener;
  readonly notes: readonly string[];
  /** The hosts that all gates of this lab call; whole once the last gate of the run is planned. */
  readonly names?: ReadonlySet<string>;
}

/** The manifests of a gate's lab. */
export interface LabManifests {
  readonly overlay: readonly string[];
  readonly peers: readonly string[];
}

type LabOptions = Options<'gateway' | 'runtime' | 'namespace' | 'from' | 'probe'>;

/** Plans the labs of a run; gates of the same lab get the same layout. */
export type LabPlanner = (manifests: LabManifests, options: LabOptions, target: Target) => Promise<LabSetup>;

/**
 * A planner for labs from manifests. What it returns throws a UsageError for faults of the manifests, for what the gateway cannot express,
 * and for a target that nothing in the lab listens for or that is gRPC.
 */
export function labPlanner(read: ManifestReader): LabPlanner {
  const known = new Map<string, Promise<PlannedLab>>();
  return (manifests, options, target) =>
    checkedLab(async () => {
      const scheme = httpScheme(manifests, target);
      const { gateway: name, runtime, namespace } = options;
      const key = JSON.stringify([manifests, namespace, name, runtime]);
      const laidOut = known.get(key) ?? layOutAll(manifests, options, read);
      known.set(key, laidOut);
      const { layout, peers, names, warnings } = await laidOut;
      names.add(target.host);
      const { listener, notes } = await entrance(layout, target, options);
      const { refuseScheme } = await import('../lab/layout/scheme-fit.ts');
      refuseScheme(layout, listener, scheme);
      const pods = [layout, ...peers].reduce((sum, one) => sum + one.pods.length, 0);
      const place = runtime === 'docker' ? ' in containers' : '';
      const what = `lab ${manifests.overlay.join(', ')}: ${name}, ${pods === 1 ? '1 pod' : `${pods} pods`}${place}`;
      return {
        key,
        layout,
        peers,
        gateway: parseGatewayChoice(name),
        runtime,
        listener,
        names,
        notes: [what, ...notes, ...warnings],
      };
    });
}

/** The gateways of a lab speak HTTP/1.1 with its pods, which no gRPC call survives. */
function httpScheme({ overlay }: LabManifests, { scheme, text }: Target) {
  if (scheme === 'grpc' || scheme === 'grpcs')
    throw new UsageError(
      `--lab ${overlay.join(', ')}: the pods of a lab are called over HTTP/1.1, so ${text} would get no answer; give an http:// target, or weigh gRPC where it runs`,
    );
  return scheme;
}

/** What gates of the same manifests share. */
interface PlannedLab extends Pick<LabSetup, 'layout' | 'peers'> {
  readonly names: Set<string>;
  readonly warnings: readonly string[];
}

async function layOutAll(
  { overlay, peers }: LabManifests,
  { gateway, namespace }: LabOptions,
  read: ManifestReader,
): Promise<PlannedLab> {
  // Loaded here: only a lab from manifests needs any of it.
  const [{ labLayout, labWarnings }, { refuseNotExpressible }] = await Promise.all([
    import('./lab-layout.ts'),
    import('../lab/gateways/not-expressible.ts'),
  ]);
  const { kind, options: balance } = parseGatewayChoice(gateway);
  const layoutOf = async (paths: readonly string[], flag: string) => {
    const set = await read(paths, namespace, flag);
    const layout = labLayout(set, flag);
    refuseNotExpressible(kind, layout, balance);
    return { layout, warnings: labWarnings(set) };
  };
  const own = await layoutOf(overlay, '--lab');
  const others = await Promise.all(peers.map((path) => layoutOf([path], '--lab-peer')));
  const warnings = [own, ...others].flatMap((one) => one.warnings);
  return { layout: own.layout, peers: others.map(({ layout }) => layout), names: new Set(), warnings };
}

/** A lab has no Ingress controller: what only one of those would answer goes in where it would send it. */
async function entrance(
  layout: Layout,
  { host, port }: Target,
  { from, probe }: LabOptions,
): Promise<{ readonly listener: LabListener; readonly notes: readonly string[] }> {
  const { findWayIn, wayIn } = await import('../lab/layout/way-in.ts');
  // A probe is about a hop further in; requests are then sent like those of any client.
  const sender: Sender = probe === undefined ? (from?.kind ?? 'mesh') : from?.kind === 'outside' ? 'outside' : 'mesh';
  const gateway = from?.kind === 'gateway' ? from : null;
  const direct = findWayIn(layout, host, port, sender, gateway);
  if (direct !== null || probe === undefined || from?.kind !== 'outside')
    return { listener: direct ?? wayIn(layout, host, port, sender, gateway), notes: [] };
  const listener = wayIn(layout, probe.host, probe.port, 'outside', null);
  return { listener, notes: [`nothing in the lab listens for ${host}:${port}: requests go in at ${probe.host}:${probe.port}`] };
}
