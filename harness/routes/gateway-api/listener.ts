import type { Place } from '../../model/place.ts';
import { Field } from '../field.ts';
import type { ListenerTls } from '../route-table.ts';
import { ownerKey } from './parent-ref.ts';
import type { RouteKind } from './route.ts';

export type Protocol = 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';

/** A listener of a Gateway (`spec.listeners[]`), defaults filled in. */
export interface GatewayListener {
  readonly gateway: { readonly namespace: string; readonly name: string };
  /** `Gateway`, or `ListenerSet` for listeners that are added to one. */
  readonly ownerKind: string;
  readonly name: string | null;
  readonly port: number;
  readonly protocol: Protocol;
  /** `*` where none is written: every host. */
  readonly hostname: string;
  readonly tls: ListenerTls | null;
  /** Kinds that may attach. */
  readonly kinds: readonly RouteKind[];
  /** `allowedRoutes.namespaces`; null: every namespace may attach. */
  readonly namespaces: Field | null;
  /** The gateway is not in the files. */
  readonly isAssumed: boolean;
  readonly place: Place;
}

/**
 * Kinds of routes by protocol ("Route summary table" of the reference, concepts/api-overview): a stream that the gateway decrypts may go to
 * a TLSRoute or a TCPRoute.
 */
export function kindsOf(protocol: Protocol, isTerminated: boolean): readonly RouteKind[] {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute'];
    case 'TLS':
      return isTerminated ? ['TLSRoute', 'TCPRoute'] : ['TLSRoute'];
    case 'TCP':
      return ['TCPRoute'];
    case 'UDP':
      return ['UDPRoute'];
  }
}

/** `ListenerTLSConfig`: terminate where no mode is written. Client certificates (`spec.tls.frontend`, `frontendValidation`): mutual. */
export function tlsOf(listener: Field, protocol: Protocol): ListenerTls | null {
  const tls = listener.at('tls');
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return null;
  const isPassthrough = tls.at('mode').text === 'Passthrough';
  return {
    mode: isPassthrough ? 'passthrough' : asksForCertificates(listener, tls) ? 'mutual' : 'terminate',
    credentialName: tls.at('certificateRefs').items[0]?.at('name').text ?? null,
    place: tls.place,
  };
}

function asksForCertificates(listener: Field, tls: Field): boolean {
  const frontend = Field.spec(listener.object).at('tls').at('frontend');
  const ofPort = frontend.at('perPort').items.find((one) => one.at('port').number === listener.at('port').number);
  const validation = (ofPort?.at('tls') ?? frontend.at('default')).at('validation');
  return tls.at('frontendValidation').isWritten || validation.isWritten;
}

/** How a listener is called in messages. */
export const listenerName = ({ name, port }: GatewayListener): string => (name === null ? `of port ${port}` : name);

/** Tells the owners of listeners apart. */
export const listenerKey = ({ ownerKind, gateway }: GatewayListener): string => ownerKey({ kind: ownerKind, ...gateway });
