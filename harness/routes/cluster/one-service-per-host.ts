import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { warning } from '../problem.ts';
import type { Service } from './cluster.ts';
import { objectText } from './object-text.ts';
import { textAt, textsAt } from './written.ts';

/** A service as one object declares it. */
export interface FoundService {
  readonly service: Service;
  readonly object: ManifestObject;
  readonly problems: readonly Problem[];
}

/**
 * The services with each host once. A Kubernetes Service wins over ServiceEntries of its host, else the oldest object wins, so that nobody
 * takes a host over later (`initServiceRegistry`, pilot/pkg/model/push_context.go). Endpoints are kept by host and namespace: those of
 * the others in the winner's namespace are added to its own (`EndpointIndex.ShardsForService`), as are the ports of ServiceEntries that are
 * alike in all but their ports (`canMergeServices`, pilot/pkg/model/sidecar.go). Another namespace's are not in force, and that is said.
 */
export function oneServicePerHost(found: readonly FoundService[]): {
  services: readonly Service[];
  problems: readonly Problem[];
} {
  const services: Service[] = [];
  const problems: Problem[] = [];
  for (const rivals of Map.groupBy(found, ({ service }) => service.host.toLowerCase()).values()) {
    const [first, ...others] = [...rivals].sort(byPrecedence);
    if (first === undefined) continue;
    const joined = others.filter(({ object }) => object.namespace === first.object.namespace);
    services.push(joined.reduce((sum, other) => joinedServices(sum, other.service, sharesPorts(first, other)), first.service));
    problems.push(...others.map((other) => hostTwice(first, other)));
  }
  return { services, problems };
}

/** Without creation times the order is by name: some order that does not depend on the order of the files. */
function byPrecedence(a: FoundService, b: FoundService): number {
  if (a.service.kind !== b.service.kind) return a.service.kind === 'Service' ? -1 : 1;
  const [first, second] = [a.object.createdAt, b.object.createdAt];
  if (first !== null && second !== null && first !== second) return first < second ? -1 : 1;
  const [left, right] = [`${a.object.namespace}/${a.object.name}`, `${b.object.namespace}/${b.object.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether the ports of one ServiceEntry are ports of the other as well. */
function sharesPorts(one: FoundService, other: FoundService): boolean {
  const compared = ({ service, object }: FoundService) => [
    textAt(object.value, 'spec', 'resolution') ?? 'NONE',
    sorted(service.labels),
    service.selector === null ? null : sorted(service.selector),
    textsAt(object.value, 'spec', 'exportTo').toSorted(),
  ];
  return one.service.kind === other.service.kind && JSON.stringify(compared(one)) === JSON.stringify(compared(other));
}

const sorted = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map((pair) => pair.join('='))
    .toSorted();

function joinedServices(winner: Service, other: Service, arePortsJoined: boolean): Service {
  const numbers = new Set(winner.ports.map(({ port }) => port));
  return {
    ...winner,
    ports: arePortsJoined ? [...winner.ports, ...other.ports.filter(({ port }) => !numbers.has(port))] : winner.ports,
    endpoints: [...winner.endpoints, ...other.endpoints],
    endpointsKnown: winner.endpointsKnown && other.endpointsKnown,
    addresses: [...new Set([...(winner.addresses ?? []), ...(other.addresses ?? [])])],
  };
}

function hostTwice(winner: FoundService, other: FoundService): Problem {
  const isJoined = winner.object.namespace === other.object.namespace;
  const isCertain =
    winner.service.kind !== other.service.kind || (winner.object.createdAt !== null && other.object.createdAt !== null);
  const what = isJoined
    ? 'its endpoints are added to those of'
    : isCertain
      ? 'it is not in force beside'
      : 'only the older one is in force, and no creation time says which: here it yields to';
  const { file, line } = winner.service.place;
  return warning(
    'host-twice',
    other.service.place,
    `${objectText(other.object)}: host ${shown(other.service.host)} is declared twice; ${what} ${objectText(winner.object)} (${file}:${line})`,
    'remove one of the two, or give it a host of its own',
  );
}
