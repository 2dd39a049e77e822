import type { RouteProbe } from '../../../model/routes-report.ts';
import type { Entry, Listener, RouteTable, VirtualHost } from '../../route-table.ts';
import { hostFit } from '../match/host-text.ts';
import type { Chosen } from './gateway-way.ts';
import { canPass, isNative, listenerLayer, looksAtHost, rulesOf } from './listener-layer.ts';

interface GatewayEntry {
  readonly entry: Entry;
  readonly listener: Listener;
}

/** Listeners of gateways, of one gateway where `only` says which. */
export const gatewayEntries = (
  table: Pick<RouteTable, 'entries'>,
  only: (entry: Entry) => boolean = () => true,
): readonly GatewayEntry[] =>
  table.entries.flatMap((entry) => (entry.listener !== null && only(entry) ? [{ entry, listener: entry.listener }] : []));

const fitsPort = ({ port, nodePort, isAssumed }: Listener, asked: number | null): boolean =>
  asked === null || asked === port || asked === nodePort || isAssumed === true;

/** Listeners that a probe can reach by port and protocol. One that only passes the bytes on counts where the port names it. */
export const reachable = (entries: readonly GatewayEntry[], probe: RouteProbe): readonly GatewayEntry[] => {
  const fitting = entries.filter(({ listener }) => fitsPort(listener, probe.port) && canPass(listener, probe.protocol));
  const native = fitting.filter(({ listener }) => isNative(listener, probe.protocol));
  return native.length > 0 || probe.port === null ? native : fitting;
};

const hasRules = (listener: Listener, host: VirtualHost): boolean => rulesOf(host, listenerLayer(listener).lists).length > 0;

/**
 * Without a host: everything that has rules, and listeners that answer without any. One that passes on to every service of a cluster counts
 * only where a port or a name points at it (`isPointed`).
 */
export const everyHost = (entries: readonly GatewayEntry[], isPointed: boolean): readonly Chosen[] =>
  entries.flatMap(({ entry, listener }): readonly Chosen[] => {
    if (listener.tls?.mode === 'redirect') {
      return [{ entry, listener, virtualHost: null }];
    }
    if (listener.tls?.mode === 'auto-passthrough' && !isPointed) {
      return [];
    }
    return entry.hosts.filter((host) => hasRules(listener, host)).map((virtualHost) => ({ entry, listener, virtualHost }));
  });

interface Scored extends Chosen {
  /** Compared in order; higher is better. */
  readonly score: readonly number[];
}

const listenerFit = ({ hosts, isAssumed }: Listener, host: string): number | null => {
  const fits = (hosts.length === 0 || isAssumed === true ? ['*'] : hosts).flatMap((pattern) => hostFit(pattern, host) ?? []);
  return fits.length === 0 ? null : Math.max(...fits);
};

/**
 * What answers a host at one listener. Plain HTTP servers of Istio share one list of virtual hosts per port, so the host of the rules
 * decides (pilot: buildGatewayHTTPRouteConfig merges by port); behind TLS, and in Gateway API, the listener is chosen first
 * ("listener isolation" of the spec).
 */
const scored = ({ entry, listener }: GatewayEntry, host: string): readonly Scored[] => {
  const fit = listenerFit(listener, host);
  if (fit === null) {
    return [];
  }
  if (listener.tls?.mode === 'redirect') {
    return [{ entry, listener, virtualHost: null, score: [fit, 1, fit] }];
  }
  const rulesFirst = entry.api === 'istio' && listenerLayer(listener).scheme === 'http';
  const hosts = entry.hosts.filter((virtualHost) => hasRules(listener, virtualHost));
  const taken = hosts.flatMap((virtualHost): readonly Scored[] => {
    const own = hostFit(virtualHost.host, host);
    return own === null ? [] : [{ entry, listener, virtualHost, score: rulesFirst ? [own, 1, fit] : [fit, 1, own] }];
  });
  return taken.length > 0 ? taken : [{ entry, listener, virtualHost: null, score: [rulesFirst ? 0 : fit, 0, fit] }];
};

const compare = (a: Scored, b: Scored): number => {
  const index = a.score.findIndex((number, at) => number !== b.score[at]);
  return index < 0 ? 0 : (b.score[index] ?? 0) - (a.score[index] ?? 0);
};

const gatewayKey = ({ gateway }: Entry): string => `${gateway?.namespace}/${gateway?.name}`;

/**
 * Listeners among which one is chosen. Behind TLS that is a port of an Istio ingress, whichever Gateway object opens it: server names are
 * compared there. Selectors are not told apart here: of two ingresses with the same port, ask for one by name. Plain servers of one ingress
 * already share their hosts in the table, so each gateway is looked at on its own.
 */
const socketKey = ({ entry, listener }: GatewayEntry): string => {
  const { scheme } = listenerLayer(listener);
  return `${entry.api} ${listener.port} ${scheme} ${entry.api === 'istio' && scheme === 'https' ? '' : gatewayKey(entry)}`;
};

/** The best of a socket; several only where different gateways fit equally well. */
const bestOf = (entries: readonly GatewayEntry[], host: string): readonly Scored[] => {
  const all = entries.flatMap((one) => scored(one, host)).toSorted(compare);
  const [best] = all;
  const equal = best === undefined ? [] : all.filter((one) => compare(one, best) === 0);
  return [...Map.groupBy(equal, ({ entry }) => gatewayKey(entry)).values()].flatMap(([first]) => first ?? []);
};

/** Servers of one ingress share their hosts: rules that several of them reach are answered once, by the server that names the host best. */
const withoutShared = (all: readonly Scored[]): readonly Scored[] => {
  const key = ({ entry, listener, virtualHost }: Scored): string => {
    const rule = virtualHost?.http[0];
    return JSON.stringify([entry.api, listener.port, virtualHost?.host, rule?.object, rule?.place]);
  };
  return [...Map.groupBy(all.toSorted(compare), key).values()].flatMap((same) =>
    same[0]?.entry.api === 'istio' && same[0].virtualHost?.http[0] !== undefined ? same.slice(0, 1) : same,
  );
};

const answersSomething = ({ virtualHost, listener }: Chosen): boolean =>
  virtualHost !== null || listener.tls?.mode === 'redirect' || listener.tls?.mode === 'auto-passthrough';

/**
 * For a host: the listeners and rules that take it, else those that refuse it with 404. Listeners that look at no host count where a port
 * or a protocol points at them (`isPointed`).
 */
export const forHost = (entries: readonly GatewayEntry[], host: string, isPointed: boolean): readonly Chosen[] => {
  const byName = entries.filter(({ listener }) => looksAtHost(listener));
  const blind = isPointed ? entries.filter(({ listener }) => !looksAtHost(listener)) : [];
  const named = [...Map.groupBy(byName, socketKey).values()].flatMap((socket) => bestOf(socket, host));
  const answering = withoutShared(named.filter(answersSomething));
  if (answering.length > 0) {
    return answering;
  }
  const passing = everyHost(blind, isPointed);
  return passing.length > 0 ? passing : named;
};

/** A gateway that was asked for by name answers every host, one it does not know with 404. */
export const refusing = (entries: readonly GatewayEntry[]): readonly Chosen[] =>
  entries.slice(0, 1).map(({ entry, listener }) => ({ entry, listener, virtualHost: null }));
