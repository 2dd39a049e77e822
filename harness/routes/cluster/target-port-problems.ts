import type { Problem } from '../../model/routes-report.ts';
import { nearest } from '../../text/nearest.ts';
import { shown } from '../../text/shown.ts';
import { missing, warning } from '../problem.ts';
import type { ServicePort, Workload } from './cluster.ts';
import { objectText } from './object-text.ts';
import type { FoundService } from './one-service-per-host.ts';

/**
 * Ports of a Service that name a container port which the selected pods do not have: Kubernetes gives that port no endpoint there. A number needs
 * no container port of that number, so nothing is said about numbers.
 */
export function targetPortProblems({ service, object }: FoundService): Problem[] {
  const pods = service.endpoints.flatMap(({ workload }) =>
    workload !== null && workload.containers.length > 0 ? [workload] : [],
  );
  if (pods.length === 0) return [];
  return service.ports.flatMap((port) => {
    const without = pods.filter((pod) => !portNames(pod).includes(`${port.targetPort}`));
    const first = without[0];
    if (typeof port.targetPort === 'number' || first === undefined) return [];
    const what = `${objectText(object)}: port ${port.port} leads to the container port ${shown(port.targetPort)}`;
    return without.length === pods.length
      ? [missing('target-port-missing', port.place, `${what}, which no selected pod has`, advice(port, pods))]
      : [
          warning(
            'target-port-partly',
            port.place,
            `${what}, which ${objectText(first.object)} does not have: it gets nothing from this port`,
            advice(port, [first]),
          ),
        ];
  });
}

const portNames = (pod: Workload): readonly string[] =>
  pod.containers.flatMap(({ ports }) => ports.flatMap(({ name }) => (name === null ? [] : [name])));

function advice(port: ServicePort, pods: readonly Workload[]): string {
  const names = [...new Set(pods.flatMap(portNames))].slice(0, 50);
  const meant = nearest(`${port.targetPort}`, names);
  return meant === null ? 'name a port of the container so, or write the number of the port' : `did you mean ${shown(meant)}`;
}
