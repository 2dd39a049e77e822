import { shown } from '../../text/shown.ts';
import type { ObjectName } from '../manifest-object.ts';

const PLAIN = /^[A-Za-z0-9._/-]+$/;

/** An object as messages name it: `Service bookinfo/reviews`; a name that no API server would take is quoted, and safe to print. */
export function objectText(object: ObjectName): string {
  const name = `${object.namespace}/${object.name}`;
  return `${object.kind} ${PLAIN.test(name) && name.length <= 127 ? name : shown(name)}`;
}
