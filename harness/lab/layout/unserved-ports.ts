import type { Endpoint, Service, ServicePort, Workload } from '../../routes/cluster/cluster.ts';
import { LabError } from '../lab-error.ts';
import { workloadId } from './layout.ts';
import { podPort } from './pod-port.ts';
import { fillIn } from './pod-variables.ts';

/** What http-hello listens on where nobody says otherwise (services/http-hello/README.md). */
const HTTP_HELLO_PORT = '8001';
const IMAGE = /(?:^|\/)(?<service>tcp-echo|http-hello)(?:[:@].*)?$/;

/**
 * Holds the ports of services against what their pods listen on. Each pod of a lab has one port, to which all of that leads: what is 503 in a
 * cluster would pass here.
 *
 * @throws LabError with the line of the service's port
 */
export function refuseUnservedPorts(services: readonly Service[]): void {
  for (const { ports, endpoints } of services)
    for (const port of ports) for (const endpoint of endpoints) refuseUnserved(port, endpoint);
}

function refuseUnserved(servicePort: ServicePort, endpoint: Endpoint): void {
  const { workload, address, count } = endpoint;
  if (workload === null || address !== null || count === 0) return;
  const listening = listensOn(workload);
  if (listening === null) return;
  const pods = `the pods of ${workloadId(workload)}`;
  const port = podPort(endpoint, servicePort);
  if (port === null) {
    const leads = `port ${servicePort.port} leads to a port called ${servicePort.targetPort}, and ${pods} have none of that name`;
    throw new LabError(servicePort.place, leads, 'correct targetPort, or give the port of the container that name');
  }
  if (listening.includes(port)) return;
  const leads = `port ${servicePort.port} leads to port ${port} of ${pods}, which listen on ${listening.join(', ')}`;
  throw new LabError(servicePort.place, leads, 'correct targetPort, or what the pods listen on');
}

/** The ports of a workload's pods; null for a workload that is none of ours, which is told when its command is asked for. */
function listensOn(workload: Workload): readonly number[] | null {
  const [only, second] = workload.containers.filter(({ name }) => name !== 'istio-proxy');
  if (only === undefined || second !== undefined) return null;
  const service = IMAGE.exec(only.image ?? '')?.groups?.service;
  if (service === undefined) return null;
  const { env, args } = fillIn(only, { id: `${workloadId(workload)}/0`, workload, ip: '10.244.0.2' });
  const written = service === 'http-hello' ? env.PORT || HTTP_HELLO_PORT : (args[0] ?? '');
  return /^\d+(?:,\d+)*$/.test(written) ? written.split(',').map(Number) : null;
}
