import type { Place } from '../../../model/place.ts';
import type { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { gatewayName } from '../gateway-name.ts';

/** One item of `http`: its fields, wherever a delegate took them from, and its matches. */
export interface HttpRoute {
  /** Object and line that the rule is called after: of the delegate where there is one. */
  readonly object: ManifestObject;
  readonly place: Place;
  /** `spec.http[0]`. */
  readonly where: string;
  readonly name: string | null;
  /** Empty: everything. */
  readonly matches: readonly HttpMatch[];
  at(key: string): Field;
}

/** One item of `match`. Null and empty maps are what is not written. */
export interface HttpMatch {
  readonly place: Place;
  readonly name: string | null;
  readonly uri: Field | null;
  readonly scheme: Field | null;
  readonly method: Field | null;
  readonly authority: Field | null;
  readonly headers: ReadonlyMap<string, Field>;
  readonly withoutHeaders: ReadonlyMap<string, Field>;
  readonly queryParams: ReadonlyMap<string, Field>;
  readonly ignoreUriCase: boolean;
  readonly port: Field | null;
  readonly sourceLabels: ReadonlyMap<string, string>;
  readonly sourceNamespace: string | null;
  /** `NAMESPACE/NAME` or `mesh`; empty: every one of the VirtualService. */
  readonly gateways: readonly string[];
}

export function httpRoute(field: Field): HttpRoute {
  return {
    object: field.object,
    place: field.place,
    where: field.where,
    name: field.at('name').text || null,
    matches: field.at('match').items.map(httpMatch),
    at: (key) => field.at(key),
  };
}

function httpMatch(field: Field): HttpMatch {
  const written = (key: string): Field | null => (field.at(key).isWritten ? field.at(key) : null);
  const map = (key: string) => new Map(field.at(key).fields);
  return {
    place: field.place,
    name: field.at('name').text || null,
    uri: written('uri'),
    scheme: written('scheme'),
    method: written('method'),
    authority: written('authority'),
    headers: map('headers'),
    withoutHeaders: map('withoutHeaders'),
    queryParams: map('queryParams'),
    ignoreUriCase: field.at('ignoreUriCase').isTrue,
    port: field.at('port').number ? field.at('port') : null,
    sourceLabels: field.at('sourceLabels').textMap,
    sourceNamespace: field.at('sourceNamespace').text || null,
    gateways: field.at('gateways').texts.map((gateway) => gatewayName(gateway, field.object.namespace)),
  };
}
