import type { Entry, RouteTable } from '../../../routes/route-table.ts';
import { hostsAtPort } from '../../layout/hosts-at-port.ts';
import type { Wiring } from '../wiring.ts';
import type { KnownAtPort } from './looks.ts';
import type { HostPlan, Step } from './port-plan.ts';
import { stepsOf } from './steps.ts';

/** Hosts of an ingress port in the order in which they are tried. */
export const gatewayHosts = (
  entries: readonly Entry[],
  known: KnownAtPort,
  table: RouteTable,
  wiring: Wiring,
): readonly HostPlan[] =>
  hostsAtPort(entries, known.scheme).map(({ pattern, rules, isRedirected }) => ({
    pattern,
    steps: isRedirected ? [TO_HTTPS] : stepsOf(rules, known, table, wiring),
  }));

/** `httpsRedirect`: everything goes to the same place over HTTPS. */
const TO_HTTPS: Step = {
  looks: [],
  action: { kind: 'redirect', status: 301, path: null, scheme: 'https', host: null, port: null },
};
