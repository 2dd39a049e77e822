import type { Destination } from '../../route-table.ts';

/** Port a destination is called on: the written one, the only one of its service, else the one the request came in on. */
export const portOf = ({ port, service }: Pick<Destination, 'port' | 'service'>, askedPort: number | null): number | null => {
  const [only, ...others] = service?.ports ?? [];
  return port ?? (only !== undefined && others.length === 0 ? only.port : askedPort);
};

/** `reviews.bookinfo.svc.cluster.local:9080`; without a port where none is known. */
export const hostAndPort = (host: string, port: number | null): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === null ? name : `${name}:${port}`;
};

/** As a row of the table names it: `reviews.bookinfo.svc.cluster.local:9080 subset v1`. */
export const destinationText = (destination: Pick<Destination, 'host' | 'port' | 'service' | 'subset'>): string => {
  const text = hostAndPort(destination.host, portOf(destination, null));
  return destination.subset === null ? text : `${text} subset ${destination.subset}`;
};
