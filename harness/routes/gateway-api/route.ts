import { Field } from '../field.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { type ParentRef, parentRefs } from './parent-ref.ts';

export const GATEWAY_API = 'gateway.networking.k8s.io';

const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** A route of any kind: what all five have in common. */
export interface Route {
  readonly kind: RouteKind;
  readonly object: ManifestObject;
  readonly spec: Field;
  readonly parents: readonly ParentRef[];
  /** As written; empty: every host (`spec.hostnames`, which TCPRoute and UDPRoute do not have). */
  readonly hostnames: readonly Field[];
}

/** The routes among the objects, in the order of the files. */
export const routesIn = (objects: readonly ManifestObject[]): readonly Route[] =>
  objects.flatMap((object) => {
    const kind = ROUTE_KINDS.find((one) => one === object.kind);
    if (kind === undefined || object.group !== GATEWAY_API) return [];
    const spec = Field.spec(object);
    const hostnames = spec.at('hostnames').items.filter(({ text }) => text !== null);
    return [{ kind, object, spec, parents: parentRefs(spec.at('parentRefs'), object.namespace), hostnames }];
  });

/** Names a route answers to: `*` where it names none (the default of `spec.hostnames`). */
export const hostnamesOf = ({ hostnames }: Route): readonly string[] =>
  hostnames.length === 0 ? ['*'] : hostnames.map(({ text }) => text ?? '*');
