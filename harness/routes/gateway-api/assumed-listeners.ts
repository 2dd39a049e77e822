import { named, plain } from '../istio/object-name.ts';
import { missing } from '../problem.ts';
import type { Report } from './context.ts';
import { type GatewayListener, kindsOf, type Protocol } from './listener.ts';
import type { ParentRef } from './parent-ref.ts';
import type { Route, RouteKind } from './route.ts';

/**
 * Listeners that stand in for a Gateway that is not in the files, so that its routes are explained all the same: one for each section, port
 * and protocol that a route names. What no route names is guessed: port 80 for HTTP, 443 for TLS, that of the first backend for TCP and UDP.
 */
export function assumedListeners(
  references: readonly { readonly route: Route; readonly parent: ParentRef }[],
  report: Report,
): readonly GatewayListener[] {
  const listeners = new Map<string, GatewayListener>();
  for (const { route, parent } of references) {
    const gateway = { namespace: parent.namespace, name: parent.name };
    const text = `${named(route.object)}: Gateway ${plain(gateway.namespace)}/${plain(gateway.name)} is not in these files; its listeners are guessed`;
    report(
      missing('gateway-missing', parent.field.place, text, 'give the file of the Gateway too, or correct name and namespace'),
    );
    const protocol = protocolOf(route.kind, parent);
    const key = JSON.stringify([gateway, parent.sectionName, parent.port, protocol]);
    if (!listeners.has(key)) listeners.set(key, listenerOf(route, parent, protocol));
  }
  return withoutCovered([...listeners.values()]);
}

function listenerOf(route: Route, parent: ParentRef, protocol: Protocol): GatewayListener {
  const isPassthrough = route.kind === 'TLSRoute';
  const isTls = protocol === 'HTTPS' || protocol === 'TLS';
  return {
    gateway: { namespace: parent.namespace, name: parent.name },
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
          other.gateway.name === one.gateway.name &&
          other.gateway.namespace === one.gateway.namespace &&
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
