import type { ManifestObject } from '../../manifest-object.ts';
import { byAge } from '../creation-order.ts';
import { type GatewayServer, readServers } from './server.ts';

/** Every server of every Istio Gateway, in the order of the files. (The Gateway API has a kind of the same name.) */
export const readGateways = (objects: readonly ManifestObject[]): readonly GatewayServer[] =>
  objects.filter(({ kind, group }) => kind === 'Gateway' && group === 'networking.istio.io').flatMap(readServers);

/** Servers in the order in which Istio takes them: the oldest Gateway first, as far as the files tell. */
export const oldestFirst = (servers: readonly GatewayServer[]): readonly GatewayServer[] => byAge(servers).list;
