import { nearest } from '../../text/nearest.ts';
import type { Service } from '../cluster/cluster.ts';
import type { Field } from '../field.ts';
import { named, plain } from '../object-name.ts';
import { missing, warning } from '../problem.ts';
import type { Context } from './context.ts';
import type { Route } from './route.ts';

/** What a `BackendObjectReference` names, defaults filled in. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A Service that is not in the files, with the name that was perhaps meant. */
export function reportMissing(ref: Field, { namespace, name }: Reference, { cluster, report }: Context): void {
  const near = nearest(name, namesLike(name, namespace, cluster.services));
  const fix =
    near === null
      ? 'give the file of the Service too, or correct the name'
      : `write ${plain(near)}, or give the file of the Service too`;
  const text = `${at(ref)}: Service ${plain(namespace)}/${plain(name)} is not in these files`;
  report(missing('backend-missing', ref.place, text, fix));
}

const MOST_CANDIDATES = 50;

/** Candidates for a mistyped name. Not all of a thousand are compared: two edits change the length by two at most, and seldom both ends. */
function namesLike(name: string, namespace: string, services: readonly Service[]): readonly string[] {
  const found: string[] = [];
  for (const { object } of services) {
    const other = object.name;
    if (found.length === MOST_CANDIDATES) break;
    if (object.kind !== 'Service' || object.namespace !== namespace || Math.abs(other.length - name.length) > 2) continue;
    if (other.at(0) === name.at(0) || other.at(-1) === name.at(-1)) found.push(other);
  }
  return found;
}

/**
 * A reference to another namespace needs a ReferenceGrant there. Certain only where the files show that namespace, that is its Service or
 * another grant; otherwise the grant may be in a file that was not given.
 */
export function grantRefusal(
  ref: Field,
  to: Reference,
  service: Service | null,
  route: Route,
  { grants, areGrantsEnforced, report }: Context,
): string | null {
  const from = { kind: route.kind, namespace: route.object.namespace };
  if (!areGrantsEnforced || to.namespace === from.namespace || grants.allows({ from, to })) return null;
  const isCertain = service !== null || grants.isKnown(to.namespace);
  const refusal = `no ReferenceGrant of namespace ${plain(to.namespace)} allows it`;
  report(
    missing(
      'grant-missing',
      ref.place,
      `${at(ref)}: no ReferenceGrant in these files lets ${from.kind} of namespace ${plain(from.namespace)} send to ${plain(to.namespace)}/${plain(to.name)}${isCertain ? '; its share is refused' : ''}`,
      `add a ReferenceGrant to namespace ${plain(to.namespace)}, from ${from.kind} in ${plain(from.namespace)} to Service`,
    ),
  );
  return isCertain ? refusal : null;
}

/** A port that the Service lacks; null where it has it, or where the Service is not in the files. */
export function portRefusal(ref: Field, port: number | null, service: Service | null, { report }: Context): string | null {
  if (service === null || (port !== null && service.ports.some((one) => one.port === port))) return null;
  const ports = service.ports.map((one) => one.port).join(', ');
  const refusal = port === null ? 'the reference names no port' : `port ${port} is none of ${named(service.object)}`;
  report(
    warning(
      'backend-refused',
      ref.at('port').place,
      `${at(ref)}: ${refusal}; its share is refused`,
      ports === '' ? 'give the Service a port' : `write one of its ports: ${ports}`,
    ),
  );
  return refusal;
}

/** How a reference begins in messages. */
export const at = (ref: Field): string => `${named(ref.object)}: ${ref.where}`;
