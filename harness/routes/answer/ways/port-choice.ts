import type { RouteProbe } from '../../../model/routes-report.ts';
import type { PortProtocol, Service, ServicePort } from '../../cluster/cluster.ts';

/** How a port is spoken to by its rules: as HTTP, by server name, as bytes. */
export type Speech = 'http' | 'tls' | 'tcp' | 'udp';

const SPEECH: Readonly<Record<PortProtocol, Speech>> = {
  http: 'http',
  http2: 'http',
  grpc: 'http',
  https: 'tls',
  tls: 'tls',
  tcp: 'tcp',
  mongo: 'tcp',
  mysql: 'tcp',
  redis: 'tcp',
  udp: 'udp',
};

const WANTED: Readonly<Record<NonNullable<RouteProbe['protocol']>, Speech>> = {
  http: 'http',
  grpc: 'http',
  https: 'tls',
  tls: 'tls',
  tcp: 'tcp',
  udp: 'udp',
};

/** How a probe would speak; null where it does not say. */
export const wantedSpeech = (protocol: RouteProbe['protocol']): Speech | null => (protocol === null ? null : WANTED[protocol]);

/** How a port of a service is spoken to; null where the sidecar finds out at run time (Istio "Protocol Selection"). */
export const speechOf = ({ protocol }: ServicePort): Speech | null => (protocol === null ? null : SPEECH[protocol]);

/**
 * The ports that a probe means: the one it names, else those that are spoken to as the probe speaks, else all of them. Null in the result:
 * the service says no ports.
 */
export const portsMeant = (service: Service, probe: RouteProbe): readonly (ServicePort | null)[] => {
  const { ports } = service;
  if (ports.length === 0) {
    return [null];
  }
  if (probe.port !== null) {
    return ports.filter(({ port }) => port === probe.port);
  }
  const speech = wantedSpeech(probe.protocol) ?? 'http';
  const fitting = ports.filter((port) => speechOf(port) === speech);
  const open = ports.filter((port) => speechOf(port) === null);
  return fitting.length > 0 ? fitting : open.length > 0 ? open : ports;
};
