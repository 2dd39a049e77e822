import type { Entry } from '../../route-table.ts';

/** `gateway istio-demo/front-tomcat-gateway`. */
export const gatewayName = ({ gateway }: Pick<Entry, 'gateway'>): string =>
  gateway === null ? 'mesh' : `gateway ${gateway.namespace}/${gateway.name}`;

/** A way in as rows and answers name it: `gateway tcp-echo/tcp-echo :31400 TCP nodePort 31400`, `mesh`. */
export const entryName = (entry: Entry): string => {
  const { listener } = entry;
  if (listener === null) {
    return gatewayName(entry);
  }
  // Port and protocol of a gateway that is not in the files are a guess.
  if (listener.isAssumed === true) {
    return gatewayName(entry);
  }
  const nodePort = listener.nodePort === null ? '' : ` nodePort ${listener.nodePort}`;
  return `${gatewayName(entry)} :${listener.port} ${listener.protocol}${nodePort}`;
};
