import type { Place } from '../../../model/place.ts';
import type { Service } from '../../cluster/cluster.ts';
import { versionsOf } from '../../cluster/versions-of.ts';
import type { Destination, Rule, VirtualHost } from '../../route-table.ts';
import type { Asked } from '../match/asked.ts';
import type { Layer } from '../shares/destination-parts.ts';

/** One way of one request, before its rules are looked at. */
export interface Way {
  /** As in `RouteAnswer.entry`. */
  readonly entry: string;
  /** As in `RouteAnswer.host`. */
  readonly host: string;
  readonly asked: Asked;
  readonly layer: Layer;
  readonly isGrpc: boolean;
  readonly rules: readonly Rule[];
  readonly rivals: VirtualHost['rivals'];
  /** What happens when no rule takes the request. */
  readonly otherwise: Otherwise;
  /** What happens when no rule is even written for this port and client; null: the same. */
  readonly unruled: Otherwise | null;
  /** How this way was found, first reason first. */
  readonly why: readonly string[];
  /** Whether DestinationRules hold: a client without a sidecar knows none. */
  readonly hasPolicies: boolean;
}

export type Otherwise =
  /** Status 0: the connection is closed. */
  | { readonly kind: 'status'; readonly status: number; readonly reason: string; readonly place: Place }
  | { readonly kind: 'destination'; readonly destination: Destination; readonly reason: string };

export const noRoute = (layer: Layer, place: Place): Otherwise =>
  layer === 'http'
    ? { kind: 'status', status: 404, reason: 'no route', place }
    : { kind: 'status', status: 0, reason: 'no route', place };

const NO_CHANGES = { set: {}, add: {}, remove: [] };

/** All endpoints of a service, or of a subset, alike: what happens without a rule. */
export const endpointsAlike = (
  service: Service,
  port: number | null,
  reason: string,
  subset: { readonly name: string; readonly labels: Readonly<Record<string, string>> | null } | null = null,
): Otherwise => {
  const target = { host: service.host, service, subset: subset?.name ?? null, subsetLabels: subset?.labels ?? null };
  const place = versionsOf(target).versions[0]?.place ?? service.place;
  return {
    kind: 'destination',
    reason,
    destination: {
      ...target,
      port,
      weight: { value: 1, isWritten: false, place },
      refused: null,
      requestHeaders: NO_CHANGES,
      responseHeaders: NO_CHANGES,
      place: service.place,
    },
  };
};
