import { endpointAddresses } from '../../endpoint-addresses.ts';
import { LabError } from '../../lab-error.ts';
import type { Layout } from '../../layout/layout.ts';
import { type ListOrder, listLacks } from '../plan/one-list.ts';
import { planPorts } from '../plan/plan-ports.ts';
import type { PortPlan, Split } from '../plan/port-plan.ts';
import type { Wiring } from '../wiring.ts';
import type { NotExpressible } from './lack.ts';

/** What cannot be one list of servers, where a gateway splits by one: the same for any addresses. */
export function balanceLacks(layout: Layout, order: ListOrder): readonly NotExpressible[] {
  return ports(layout)
    .flatMap(splitsOf)
    .flatMap((split) => listLacks(split, order));
}

/** What the files lack is told when the lab is planned, better than here. */
function ports(layout: Layout): readonly PortPlan[] {
  try {
    return planPorts(layout, onPaper(layout));
  } catch (error) {
    if (error instanceof LabError) return [];
    throw error;
  }
}

function splitsOf(port: PortPlan): readonly Split[] {
  if (port.kind === 'stream') return [port.split];
  const actions = port.hosts.flatMap(({ steps }) => steps.map(({ action }) => action));
  return actions.flatMap((action) => (action.kind === 'forward' ? [action.split] : []));
}

const NOWHERE = { host: '127.0.0.1', port: 1 };

/** As many addresses as there will be, and none that means anything. */
const onPaper = (layout: Layout): Wiring => ({
  listenAt: () => NOWHERE,
  addressesOf: (endpoint, port) => endpointAddresses(layout, endpoint, port, { podAt: () => NOWHERE, outside: () => NOWHERE }),
  admin: NOWHERE,
  certificates: { authority: '', certificate: '', key: '' },
});
