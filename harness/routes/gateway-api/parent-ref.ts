import type { Field } from '../field.ts';

/** What a route wants to attach to (`spec.parentRefs[]`), defaults filled in. */
export interface ParentRef {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Listener of a Gateway, port name of a Service; null: all of them. */
  readonly sectionName: string | null;
  readonly port: number | null;
  readonly field: Field;
}

/**
 * Group and kind are those of a Gateway and the namespace is the route's own where none is written (`ParentReference` of the reference).
 * The core group is written `""`; `core`, as the mesh pages of the documentation spell it, is taken for the same.
 */
export const parentRefs = (list: Field, namespace: string): readonly ParentRef[] =>
  list.items.map((field) => {
    const group = field.at('group').text ?? 'gateway.networking.k8s.io';
    return {
      group: group === 'core' ? '' : group,
      kind: field.at('kind').text ?? 'Gateway',
      namespace: field.at('namespace').text ?? namespace,
      name: field.at('name').text ?? '',
      sectionName: field.at('sectionName').text,
      port: field.at('port').number,
      field,
    };
  });

/** Groups and kinds that hold listeners. */
const LISTENER_OWNERS = [
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/ListenerSet',
  'gateway.networking.x-k8s.io/XListenerSet',
];

/** Whether a parentRef names something that has listeners. */
export const isListenerOwner = ({ group, kind }: ParentRef): boolean => LISTENER_OWNERS.includes(`${group}/${kind}`);

/** Tells Gateways and ListenerSets apart. */
export const ownerKey = ({ kind, namespace, name }: Pick<ParentRef, 'kind' | 'namespace' | 'name'>): string =>
  `${kind} ${namespace}/${name}`;
