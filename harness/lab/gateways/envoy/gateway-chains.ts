import { listenerLayer, rulesOf } from '../../../routes/answer/ways/listener-layer.ts';
import type { Entry, Listener, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import { hostsAtPort } from '../../layout/hosts-at-port.ts';
import type { GatewayListener } from '../../layout/layout.ts';
import type { Wiring } from '../wiring.ts';
import { closingFilter, type HttpHost, httpFilter, tcpFilter } from './filters.ts';
import { rulesAtPort } from './for-port.ts';
import { httpRoutes } from './http-routes.ts';
import type { Json } from './json.ts';
import { serverNameChains, serverNameMatch } from './server-name-chains.ts';
import { downstreamTls } from './tls.ts';

interface Served {
  readonly entry: Entry;
  readonly facts: Listener;
}

/** The filter chains of an ingress port: plain HTTP or TCP in one chain, TLS in a chain per server name. */
export function gatewayChains({ id, port, entries }: GatewayListener, wiring: Wiring): readonly Json[] {
  const served = entries.flatMap((entry) => (entry.listener === null ? [] : [{ entry, facts: entry.listener }]));
  const plain = served.filter(isPlainHttp).map(({ entry }) => entry);
  const http = plain.length === 0 ? [] : [{ filters: [httpFilter(id, httpHosts(plain, 'http', port), true)] }];
  const others = served.filter((one) => !isPlainHttp(one)).flatMap((one) => chainsOf(one, id, port, wiring));
  const chains = [...http, ...others];
  refuseTwice(chains, entries);
  return chains.length === 0 ? [{ filters: [closingFilter(id)] }] : chains;
}

const isPlainHttp = ({ facts }: Served): boolean =>
  listenerLayer(facts).layer === 'http' && (facts.tls === null || facts.tls.mode === 'redirect');

function chainsOf(served: Served, id: string, port: number, wiring: Wiring): readonly Json[] {
  const { entry, facts } = served;
  switch (facts.tls?.mode) {
    case 'terminate':
    case 'mutual': {
      const isHttp = listenerLayer(facts).layer === 'http';
      const filter = isHttp ? httpFilter(id, httpHosts([entry], 'https', port), true) : streamFilter(served, id, port);
      const tls = downstreamTls(certificatesOf(entry, wiring), { isMutual: facts.tls.mode === 'mutual', isHttp });
      return [{ ...serverNameMatch(facts.hosts), filters: [filter], transport_socket: tls }];
    }
    case 'passthrough':
      return serverNameChains(streamRules(served), facts.hosts, port, id);
    case 'auto-passthrough': {
      // The TLS that passes here ends at the sidecar of the pod; the lab's pods have none, so it ends at the gateway.
      const tls = downstreamTls(certificatesOf(entry, wiring), { isMutual: true, isHttp: false });
      return serverNameChains(streamRules(served), facts.hosts, port, id).map((chain) => ({
        ...(chain as { readonly [field: string]: Json }),
        transport_socket: tls,
      }));
    }
    default:
      return [{ filters: [streamFilter(served, id, port)] }];
  }
}

function certificatesOf(entry: Entry, { certificates }: Wiring) {
  if (certificates === null) throw new LabError(entry.place, 'this listener needs certificates', 'this is a fault of the lab');
  return certificates;
}

const httpHosts = (entries: readonly Entry[], scheme: 'http' | 'https', port: number): readonly HttpHost[] =>
  hostsAtPort(entries, scheme).map(({ pattern, rules, isRedirected }) => ({
    domains: [pattern],
    routes: httpRoutes(rulesAtPort(rules, port), port),
    isRedirected,
  }));

const streamRules = ({ entry, facts }: Served): readonly Rule[] =>
  entry.hosts.flatMap((host) => rulesOf(host, listenerLayer(facts).lists));

/** Bytes have nothing to match by but the port: the first rule for it takes every connection, and without one it is closed. */
function streamFilter(served: Served, id: string, port: number): Json {
  const [rule] = rulesAtPort(streamRules(served), port);
  return rule === undefined ? closingFilter(id) : tcpFilter(id, rule);
}

/** Envoy refuses two chains for one server name, and says neither where they come from. */
function refuseTwice(chains: readonly Json[], [first]: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const chain of chains as readonly { readonly filter_chain_match?: { readonly server_names: readonly string[] } }[]) {
    for (const name of chain.filter_chain_match?.server_names ?? ['*']) {
      if (seen.has(name) && first !== undefined)
        throw new LabError(first.place, `two servers of this port take ${name}`, 'give each its own hosts');
      seen.add(name);
    }
  }
}
