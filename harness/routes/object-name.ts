import { shown } from '../text/shown.ts';
import type { ManifestObject, ObjectName } from './manifest-object.ts';

export const nameOf = ({ kind, namespace, name }: ManifestObject): ObjectName => ({ kind, namespace, name });

/** `VirtualService bookinfo/reviews`, as every message begins. */
export const named = ({ kind, namespace, name }: ObjectName): string => `${plain(kind)} ${plain(namespace)}/${plain(name)}`;

/** A name as it is where it is a usual one, else in quotes: a manifest may hold anything. */
export const plain = (name: string): string => (/^[\w.*:/-]{1,253}$/.test(name) ? name : shown(name));
