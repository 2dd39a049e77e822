import { listenerLayer, rulesOf } from '../../../routes/answer/ways/listener-layer.ts';
import type { RouteTable, Rule } from '../../../routes/route-table.ts';
import type { GatewayListener, LabListener, Layout } from '../../layout/layout.ts';
import { meshRules } from '../plan/mesh-rules.ts';
import { type ClusterKey, clusterName, clusterOf } from './cluster-name.ts';
import { rulesAtPort } from './for-port.ts';

/** Every cluster that the listeners of a layout lead to, each once. */
export function clusterKeys({ table, listeners }: Layout): readonly ClusterKey[] {
  const keys = new Map<string, ClusterKey>();
  for (const key of listeners.flatMap((listener) => keysOf(listener, table))) keys.set(clusterName(key), key);
  return [...keys.values()];
}

function keysOf(listener: LabListener, table: RouteTable): readonly ClusterKey[] {
  if (listener.kind === 'gateway') return rulesOfGateway(listener).flatMap(keysOfRule);
  const { service, servicePort, kind } = listener;
  const whole = { service, port: servicePort, subset: null, subsetLabels: null, view: kind };
  return kind === 'outside' ? [whole] : [whole, ...meshRules(listener, table).rules.flatMap(keysOfRule)];
}

const rulesOfGateway = ({ entries, port }: GatewayListener): readonly Rule[] =>
  entries.flatMap(({ listener, hosts }) =>
    listener === null ? [] : hosts.flatMap((host) => rulesAtPort(rulesOf(host, listenerLayer(listener).lists), port)),
  );

function keysOfRule({ action, mirrors }: Rule): readonly ClusterKey[] {
  const destinations = action.kind === 'forward' ? action.destinations : [];
  return [...destinations, ...mirrors.map(({ destination }) => destination)]
    .filter(({ refused }) => refused === null)
    .map(clusterOf);
}
