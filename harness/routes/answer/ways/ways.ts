import type { RouteProbe } from '../../../model/routes-report.ts';
import type { Service } from '../../cluster/cluster.ts';
import type { Entry, RouteTable } from '../../route-table.ts';
import type { Said } from '../match/asked.ts';
import { isWildcard } from '../match/host-text.ts';
import { type Called, calledEndpoint, calledService } from './called-service.ts';
import { everyHost, forHost, gatewayEntries, reachable, refusing } from './gateway-choice.ts';
import { gatewayWay } from './gateway-way.ts';
import { rulesOf } from './listener-layer.ts';
import { listenersBehind } from './listeners-behind.ts';
import { meshWays } from './mesh-way.ts';
import { namedGateway } from './named-gateway.ts';
import { noWay } from './no-way.ts';
import { addressWay, nodePortWays, outsideWays } from './outside-way.ts';
import type { Way } from './way.ts';

/** Through gateways: all of them, or those of one. One that is asked for by name answers hosts it does not know as well. */
const throughGateways = (table: RouteTable, said: Said, probe: RouteProbe, only?: (entry: Entry) => boolean): readonly Way[] => {
  const entries = reachable(gatewayEntries(table, only), probe);
  const isPointed = only !== undefined || probe.port !== null || probe.protocol === 'tcp' || probe.protocol === 'udp';
  const chosen = said.host === null ? everyHost(entries, isPointed) : forHost(entries, said.host, isPointed);
  const asked = chosen.length === 0 && only !== undefined ? refusing(entries) : chosen;
  return asked.map((one) => gatewayWay(table, one, said, probe.protocol === 'grpc'));
};

const isMesh = ({ kind }: Entry): boolean => kind === 'mesh';

/** Every host of the mesh that has rules, asked by its own name. */
const everyMeshHost = (table: RouteTable, said: Said, probe: RouteProbe): readonly Way[] =>
  table.entries.filter(isMesh).flatMap(({ hosts, place }) =>
    hosts
      .filter((host) => rulesOf(host, ['http', 'tls', 'tcp', 'udp']).length > 0)
      .flatMap((host) => {
        const called = calledService(table, host.host.toLowerCase(), said.namespace) ?? { host: host.host, service: null };
        const asked = host.port === null || probe.port !== null ? probe : { ...probe, port: host.port };
        return meshWays(table, called, said, asked, place);
      }),
  );

const nowhere = { file: '', line: 1 };

const throughMesh = (table: RouteTable, said: Said, probe: RouteProbe, called: Called | null): readonly Way[] => {
  if (said.host === null) {
    return everyMeshHost(table, said, probe);
  }
  const place = called?.service?.place ?? table.entries.find(isMesh)?.place ?? nowhere;
  return called === null ? direct(table, said, probe) : meshWays(table, called, said, probe, place);
};

const direct = (table: RouteTable, said: Said, probe: RouteProbe): readonly Way[] => {
  const found = said.host === null ? null : calledEndpoint(table.services, said.host);
  return found === null ? [] : [addressWay(found.service, found.endpoint, said, probe)];
};

/** A request by the name of the Service before a gateway reaches that gateway. */
const throughService = (table: RouteTable, service: Service, said: Said, probe: RouteProbe): readonly Way[] => {
  const leads = listenersBehind(table, service);
  return leads.length === 0 ? [] : throughGateways(table, said, probe, (entry) => leads.includes(entry));
};

const nodePorts = (table: RouteTable, said: Said, probe: RouteProbe): readonly Way[] => {
  const isThere = ({ listener }: Entry): boolean => probe.port !== null && listener?.nodePort === probe.port;
  const gateways = table.entries.some(isThere) ? throughGateways(table, said, probe, isThere) : [];
  return gateways.length > 0 || probe.port === null ? gateways : nodePortWays(table.services, said, probe);
};

/** Without rules: the endpoints of a Service decide. A ServiceEntry is known to sidecars only. */
const fromOutside = (table: RouteTable, said: Said, probe: RouteProbe, called: Called | null): readonly Way[] => {
  if (called?.service?.kind === 'Service') {
    const gateways = throughService(table, called.service, said, probe);
    return gateways.length > 0 ? gateways : outsideWays(called.service, said, probe);
  }
  const byAddress = direct(table, said, probe);
  return byAddress.length > 0 ? byAddress : nodePorts(table, said, probe);
};

/** The name of a service is asked inside the mesh; every other host at the gateways that know it; no host everywhere. */
const fromAnywhere = (table: RouteTable, said: Said, probe: RouteProbe, called: Called | null): readonly Way[] => {
  const service = called?.service ?? null;
  const before = service === null ? [] : throughService(table, service, said, probe);
  if (before.length > 0) {
    return before;
  }
  const mesh = said.host === null || called !== null ? throughMesh(table, said, probe, called) : [];
  const isOwnName = service !== null && !isWildcard(service.host);
  const gateways = mesh.length > 0 && isOwnName ? [] : throughGateways(table, said, probe);
  const certain = mesh.length > 0 && said.host !== null ? gateways.filter(({ rules }) => rules.length > 0) : gateways;
  const found = [...certain, ...mesh];
  return found.length > 0 ? found : fromOutside(table, said, probe, null);
};

/**
 * Every way of a request that fits the probe.
 *
 * @throws RangeError when none does
 */
export const waysInto = (table: RouteTable, said: Said, probe: RouteProbe): readonly Way[] => {
  const called = said.host === null ? null : calledService(table, said.host, said.namespace);
  const ways = waysFrom(table, said, probe, called);
  if (ways.length === 0) {
    throw noWay(table, { ...probe, host: said.host });
  }
  return ways;
};

const waysFrom = (table: RouteTable, said: Said, probe: RouteProbe, called: Called | null): readonly Way[] => {
  switch (probe.from?.kind) {
    case 'gateway':
      return throughGateways(table, said, probe, namedGateway(table, probe.from));
    case 'mesh':
      return throughMesh(table, said, probe, called);
    case 'outside':
      return fromOutside(table, said, probe, called);
    case undefined:
      return fromAnywhere(table, said, probe, called);
  }
};
