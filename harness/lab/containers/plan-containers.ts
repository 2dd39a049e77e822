import { endpointAddresses } from '../endpoint-addresses.ts';
import type { Evidence } from '../evidence.ts';
import type { GatewayKind } from '../gateways/gateway-kind.ts';
import { type GatewayOptions, gatewayProgram } from '../gateways/kinds.ts';
import type { GatewayProgram } from '../gateways/program.ts';
import type { Address, CertificateFiles, Wiring } from '../gateways/wiring.ts';
import type { LabListener, Layout, Pod } from '../layout/layout.ts';
import { podPort } from '../layout/pod-port.ts';
import { certificatesInside, GATEWAY_FOLDER } from './container-gateway.ts';
import { type PodContainer, podContainers } from './container-pods.ts';

/** What a lab of containers is made from. */
export interface LabParts {
  readonly layout: Layout;
  readonly kind: GatewayKind;
  /** What the names of all its containers begin with. */
  readonly name: string;
  /** Files on this machine. */
  readonly certificates: CertificateFiles | null;
  readonly options: GatewayOptions;
  /** The pods that write down every request; null for none. */
  readonly evidence: Evidence | null;
  /** The clusters whose gateways stand for addresses outside of this one. */
  readonly neighbours: readonly LabPlan[];
}

/** The address of a container in the network of the lab, by its name. */
export type IpOf = (containerName: string) => string;

/** Everything that is known of a lab before its first container runs. */
export interface LabPlan extends LabParts {
  /** Host name of the gateway for the pods. */
  readonly gatewayName: string;
  /** Where the gateway listens, inside its container. */
  readonly portOf: (listener: LabListener) => number;
  readonly adminPort: number;
  readonly pods: readonly PodContainer[];
  /** The gateway, once the pods and the gateways of the neighbours have addresses. */
  readonly program: (ipOf: IpOf) => GatewayProgram;
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
  const { layout, kind, name, certificates, options, evidence, neighbours } = parts;
  const gatewayName = `${name}-gateway`;
  const ports = new Map(layout.listeners.map((listener, index) => [listener, FIRST_PORT + index]));
  const portOf = (listener: LabListener) => ports.get(listener) ?? 0;
  const pods = podContainers(layout, name, (listener) => `${gatewayName}:${portOf(listener)}`, evidence);
  const nameOf = new Map(pods.map((one) => [one.pod, one.name]));
  const program = (ipOf: IpOf): GatewayProgram => {
    const podIp = (pod: Pod) => ipOf(nameOf.get(pod) ?? '');
    const outside = (port: number) => gatewayAddress(neighbours, port, ipOf);
    const wiring: Wiring = {
      listenAt: (listener) => ({ host: '0.0.0.0', port: portOf(listener) }),
      addressesOf: (endpoint, servicePort) => {
        const port = podPort(endpoint, servicePort);
        // By number: Envoy's static clusters take no names, and the others would ask for a name only once.
        const podAt = (pod: Pod) => (port === null ? null : { host: podIp(pod), port });
        return endpointAddresses(layout, endpoint, servicePort, { podAt, outside });
      },
      admin: { host: '0.0.0.0', port: ADMIN_PORT },
      certificates: certificatesInside(certificates),
    };
    // The official nginx has its stream module built in.
    return gatewayProgram(kind, layout, wiring, { nginxStreamModule: '', ...options });
  };
  // Written once for pods that do not exist: what the gateway cannot express is told before anything starts.
  program(() => NOBODYS_IP).configuration(GATEWAY_FOLDER);
  return { ...parts, gatewayName, portOf, adminPort: ADMIN_PORT, pods, program };
}

/** Whatever address a ServiceEntry names: in a lab it is the neighbour whose gateway has that port. */
function gatewayAddress(neighbours: readonly LabPlan[], port: number, ipOf: IpOf): Address | null {
  for (const { layout, gatewayName, portOf } of neighbours) {
    const listener = layout.listeners.find((one) => one.kind === 'gateway' && one.port === port);
    if (listener !== undefined) return { host: ipOf(gatewayName), port: portOf(listener) };
  }
  return null;
}
