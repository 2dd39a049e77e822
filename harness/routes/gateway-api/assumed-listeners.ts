import { named, plain } from '../object-name.ts';
import { missing, warning } from '../problem.ts';
import type { Report } from './context.ts';
import { type GatewayListener, kindsOf, listenerKey, type Protocol } from './listener.ts';
import { ownerKey, type ParentRef } from './parent-ref.ts';
import type { Route, RouteKind } from './route.ts';

/**
 * Listeners that stand in for a Gateway that is not in the files, or for a ListenerSet, which is not read, so that its routes are explained all the same: one for each section, port
 * and protocol that a route names. What no route names is guessed: port 80 for HTTP, 443 for TLS, that of the first backend for TCP and UDP.
 */
export function assumedListeners(
  references: readonly { readonly route: Route; readonly parent: ParentRef }[],
  report: Report,
): readonly GatewayListener[] {
  const listeners = new Map<string, GatewayListener>();
  for (const { route, parent } of references) {
    reportAssumed(route, parent, report);
    const protocol = protocolOf(route.kind, parent);
    const key = JSON.stringify([ownerKey(parent), parent.sectionName, parent.port, protocol]);
    if (!listeners.has(key)) listeners.set(key, listenerOf(route, parent, protocol));
  }
  return withoutCovered([...listeners.values()]);
}

function reportAssumed({ object }: Route, parent: ParentRef, report: Report): void {
  const owner = `${parent.kind} ${plain(parent.namespace)}/${plain(parent.name)}`;
  if (parent.kind === 'Gateway') {
    const text = `${named(object)}: ${owner} is not in these files; its listeners are guessed`;
    report(
      missing('gateway-missing', parent.field.place, text, 'give the file of the Gateway too, or correct name and namespace'),
    );
  } else {
    const text = `${named(object)}: ${owner} is not explained here; its listeners are guessed`;
    report(
      warning('listener-set-assumed', parent.field.place, text, 'attach the route to a Gateway to see the listeners it gets'),
    );
  }
}

function listenerOf(route: Route, parent: ParentRef, protocol: Protocol): GatewayListener {
  const isPassthrough = route.kind === 'TLSRoute';
  const isTls = protocol === 'HTTPS' || protocol === 'TLS';
  return {
    gateway: { namespace: parent.namespace, name: parent.name },
    ownerKind: parent.kind,
    name: parent.sectionName,
    port: parent.port ?? guessedPort(route, protocol),
    protocol,
    hostname: '*',
    tls: isTls ? { mode: isPassthrough ? 'passthrough' : 'terminate', credentialName: null, place: parent.field.place } : null,
    kinds: kindsOf(protocol, !isPassthrough),
    namespaces: null,
    isAssumed: true,
    place: parent.field.place,
  };
}

/** A route that names no section goes to all listeners: where another names one, no further listener is guessed for it. */
const withoutCovered = (all: readonly GatewayListener[]): readonly GatewayListener[] =>
  all.filter(
    (one) =>
      one.name !== null ||
      !all.some(
        (other) =>
          other.name !== null &&
          listenerKey(other) === listenerKey(one) &&
          other.protocol === one.protocol &&
          other.port === one.port,
      ),
  );

const PROTOCOL_OF: Readonly<Record<RouteKind, Protocol>> = {
  HTTPRoute: 'HTTP',
  GRPCRoute: 'HTTP',
  TLSRoute: 'TLS',
  TCPRoute: 'TCP',
  UDPRoute: 'UDP',
};

function protocolOf(kind: RouteKind, { sectionName, port }: ParentRef): Protocol {
  const isHttps = port === 443 || /https/i.test(sectionName ?? '');
  return PROTOCOL_OF[kind] === 'HTTP' && isHttps ? 'HTTPS' : PROTOCOL_OF[kind];
}

function guessedPort(route: Route, protocol: Protocol): number {
  if (protocol === 'HTTP') return 80;
  if (protocol === 'HTTPS' || protocol === 'TLS') return 443;
  return route.spec.at('rules').items[0]?.at('backendRefs').items[0]?.at('port').number ?? 0;
}
