import { Field } from '../field.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { GATEWAY_API, type RouteKind } from './route.ts';

/** A reference from a route of one namespace to an object of another. */
interface Reference {
  readonly from: { readonly kind: RouteKind; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** ReferenceGrants by the namespace they open. */
export interface ReferenceGrants {
  /** Whether a ReferenceGrant allows it: any `from` together with any `to` of one grant, `to[].name` only where written. */
  allows(reference: Reference): boolean;
  /** Whether any grant of this namespace is in the files, so that a further one would be expected beside it. */
  isKnown(namespace: string): boolean;
}

export function referenceGrants(objects: readonly ManifestObject[]): ReferenceGrants {
  const byNamespace = new Map<string, Field[]>();
  for (const object of objects) {
    if (object.kind !== 'ReferenceGrant' || object.group !== GATEWAY_API) continue;
    const known = byNamespace.get(object.namespace) ?? [];
    byNamespace.set(object.namespace, [...known, Field.spec(object)]);
  }
  return {
    allows: ({ from, to }) =>
      (byNamespace.get(to.namespace) ?? []).some(
        (grant) =>
          grant
            .at('from')
            .items.some(
              (one) => is(one, 'group', GATEWAY_API) && is(one, 'kind', from.kind) && is(one, 'namespace', from.namespace),
            ) &&
          grant
            .at('to')
            .items.some(
              (one) => is(one, 'group', to.group) && is(one, 'kind', to.kind) && (one.at('name').text ?? to.name) === to.name,
            ),
      ),
    isKnown: (namespace) => byNamespace.has(namespace),
  };
}

const is = (field: Field, key: string, wanted: string): boolean => (field.at(key).text ?? '') === wanted;
