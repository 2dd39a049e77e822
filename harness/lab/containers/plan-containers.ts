import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import { type GatewayOptions, gatewayProgram } from '../gateways/kinds.ts';
import type { GatewayProgram } from '../gateways/program.ts';
import type { CertificateFiles, WeightedAddress, Wiring } from '../gateways/wiring.ts';
import { LabError } from '../lab-error.ts';
import { type LabListener, type Layout, podsBehind } from '../layout/layout.ts';
import { podPort } from '../layout/pod-port.ts';
import { certificatesInside, GATEWAY_FOLDER } from './container-gateway.ts';
import { type PodContainer, podContainers } from './container-pods.ts';

/** What a lab of containers is made from. */
export interface LabParts {
  readonly layout: Layout;
  readonly kind: GatewayKind;
  /** Host name of the gateway for the pods. */
  readonly gatewayName: string;
  /** Files on this machine. */
  readonly certificates: CertificateFiles | null;
  readonly options: GatewayOptions;
}

/** Everything that is known of a lab before its first container runs. */
export interface LabPlan extends LabParts {
  /** Where the gateway listens, inside its container. */
  readonly portOf: (listener: LabListener) => number;
  readonly adminPort: number;
  readonly pods: readonly PodContainer[];
  /** The gateway, once the pods have addresses. */
  readonly program: (ipOf: (podId: string) => string) => GatewayProgram;
}

/** Ports inside the gateway's container, one per listener from here on. */
const FIRST_PORT = 10_000;
const ADMIN_PORT = 9_901;
/** An address for documentation (RFC 5737): nobody has it. */
const NOBODYS_IP = '192.0.2.1';

/**
 * Plans pods and gateway.
 *
 * @throws LabError for what the lab or its gateway cannot do
 */
export function planContainers(parts: LabParts): LabPlan {
  const { layout, kind, gatewayName, certificates, options } = parts;
  const ports = new Map(layout.listeners.map((listener, index) => [listener, FIRST_PORT + index]));
  const portOf = (listener: LabListener) => ports.get(listener) ?? 0;
  const pods = podContainers(layout, (listener) => `${gatewayName}:${portOf(listener)}`);
  const program = (ipOf: (podId: string) => string): GatewayProgram => {
    const wiring: Wiring = {
      listenAt: (listener) => ({ host: '0.0.0.0', port: portOf(listener) }),
      addressesOf: (endpoint, port) => addressesOf(layout, endpoint, port, ipOf),
      admin: { host: '0.0.0.0', port: ADMIN_PORT },
      certificates: certificatesInside(certificates),
    };
    // The official nginx has its stream module built in.
    return gatewayProgram(kind, layout, wiring, { nginxStreamModule: '', ...options });
  };
  // Written once for pods that do not exist: what the gateway cannot express is told before anything starts.
  program(() => NOBODYS_IP).configuration(GATEWAY_FOLDER);
  return { ...parts, portOf, adminPort: ADMIN_PORT, pods, program };
}

/** The pods of an endpoint by number: Envoy's static clusters take no names, and the others would ask for a name only once. */
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
