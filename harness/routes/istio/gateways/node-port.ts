import type { Cluster, Service } from '../../cluster/cluster.ts';
import { named } from '../../object-name.ts';
import { error, note } from '../../problem.ts';
import type { Report } from '../surroundings.ts';
import type { GatewayServer } from './server.ts';

/**
 * The port of every node that leads to a server: that of a Service in the files that selects the gateway's pods and has a port of the server's
 * number. Services that select the gateway and lack that port, all of them, are an error: nothing from outside reaches the server.
 */
export function nodePortOf(server: GatewayServer, cluster: Cluster, report: Report): number | null {
  const services = ingressServices(server, cluster);
  const ports = services.flatMap((service) => service.ports.filter(({ port }) => port === server.port));
  if (services.length > 0 && ports.length === 0) {
    const number = server.field.at('port').at('number');
    report(
      error(
        'ingress-port-missing',
        number.place,
        `${named(server.object)}: port ${server.port} is not open at the gateway: ${services.map((service) => `${named(service.object)} has ${listed(service)}`).join(', ')}`,
        `add port ${server.port} to one of them, or a second Service with the same selector`,
      ),
    );
  }
  return ports.find(({ nodePort }) => nodePort !== null)?.nodePort ?? null;
}

/** Says once that the Service in front of the gateways is not in the files. */
export function noteIngressUnknown(servers: readonly GatewayServer[], cluster: Cluster, report: Report): void {
  const open = servers.filter((server) => ingressServices(server, cluster).length === 0);
  const [first] = open;
  if (first === undefined) return;
  const ports = [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b);
  report(
    note(
      'ingress-not-given',
      first.place,
      `no Service in these files leads to ${named(first.object)}: port ${ports.join(', ')} must be open on the ingress Service of the cluster`,
      'add that Service to the files to have its ports checked',
    ),
  );
}

/** Services whose selector has at least one label in common with the Gateway's, and none that contradicts it. */
const ingressServices = ({ selector }: GatewayServer, { services }: Cluster): readonly Service[] =>
  services.filter((service) => {
    const labels = Object.entries(service.kind === 'Service' ? (service.selector ?? {}) : {});
    return (
      labels.some(([key, value]) => selector.get(key) === value) &&
      labels.every(([key, value]) => (selector.get(key) ?? value) === value)
    );
  });

const listed = ({ ports }: Service): string => ports.map(({ port }) => port).join(', ') || 'no port';
