import type { RouteProbe } from '../../../model/routes-report.ts';
import type { Endpoint, Service, ServicePort } from '../../cluster/cluster.ts';
import type { Said } from '../match/asked.ts';
import { portsMeant, speechOf, wantedSpeech } from './port-choice.ts';
import { endpointsAlike, type Way } from './way.ts';

const wayTo = (service: Service, port: ServicePort | null, said: Said, probe: RouteProbe, why: readonly string[]): Way => {
  const speech = (port === null ? null : speechOf(port)) ?? wantedSpeech(probe.protocol) ?? 'http';
  const number = port?.port ?? probe.port;
  return {
    entry: 'outside',
    host: service.host,
    asked: { ...said, port: number, scheme: 'http', isMesh: false },
    layer: speech === 'http' ? 'http' : 'connection',
    isGrpc: false,
    rules: [],
    rivals: null,
    otherwise: endpointsAlike(service, number, 'no rule applies outside the mesh: all endpoints alike'),
    unruled: null,
    why,
    hasPolicies: false,
  };
};

/** A request by name from a client without a sidecar: kube-proxy deals it to the endpoints, whatever the rules say. */
export const outsideWays = (service: Service, said: Said, probe: RouteProbe): readonly Way[] =>
  portsMeant(service, probe).map((port) => wayTo(service, port, said, probe, [`${service.host} called from outside the mesh`]));

/** A request to a port of every node that leads to a service. */
export const nodePortWays = (services: readonly Service[], said: Said, probe: RouteProbe): readonly Way[] =>
  services.flatMap((service) =>
    service.ports
      .filter(({ nodePort }) => nodePort !== null && nodePort === probe.port)
      .map((port) => wayTo(service, port, said, probe, [`port ${probe.port} of every node leads to ${service.host}`])),
  );

/** A request to the address of one workload. */
export const addressWay = (service: Service, endpoint: Endpoint, said: Said, probe: RouteProbe): Way => {
  const alone = { ...service, endpoints: [endpoint], endpointsKnown: true };
  return {
    ...wayTo(alone, null, said, probe, [`${endpoint.address} is the address of one workload of ${service.host}`]),
    otherwise: endpointsAlike(alone, probe.port, 'called by its address: no rule and no other endpoint'),
  };
};
