import type { Problem } from '../../model/routes-report.ts';
import { type Speech, speechOf } from '../answer/ways/port-choice.ts';
import type { Service } from '../cluster/cluster.ts';
import { warning } from '../problem.ts';
import { objectName } from './rule-name.ts';
import type { Site } from './sites.ts';

const TAKES: Readonly<Record<Speech, readonly Speech[]>> = { http: ['http'], tls: ['tls'], tcp: ['tcp'], udp: ['udp'] };
const SPOKEN: Readonly<Record<Speech, string>> = { http: 'HTTP', tls: 'TLS', tcp: 'TCP', udp: 'UDP' };

/** Rules in the mesh for a protocol that no port of their service speaks (Istio "Protocol Selection": the name of the port decides). */
export const meshPorts = (sites: readonly Site[], services: readonly Service[]): readonly Problem[] =>
  sites.flatMap(({ entry, virtualHost, list, rules }) => {
    const service = entry.kind === 'mesh' ? services.find(({ host }) => host === virtualHost.host) : undefined;
    const ports = (service?.ports ?? []).filter(({ port }) => virtualHost.port === null || virtualHost.port === port);
    const [rule] = rules;
    const isSpoken = ports.some((port) => TAKES[speechOf(port) ?? list].includes(list));
    if (service === undefined || rule === undefined || ports.length === 0 || isSpoken) {
      return [];
    }
    const named = ports.map(
      (port) => `${port.port}${port.name === null ? '' : ` (${port.name})`} ${SPOKEN[speechOf(port) ?? list]}`,
    );
    return [
      warning(
        'rules-not-used',
        rule.place,
        `${objectName(rule)}: ${list} rules for ${service.host} are not in force in the mesh: it has port ${named.join(', ')}`,
        `name the port of the Service ${list} or ${list}-NAME, or write rules of the protocol that the port speaks`,
      ),
    ];
  });
