import { int32, list, object } from '../schema.ts';
import { group, kind, namespace, objectName, port, sectionName } from './names.ts';

export const parentRefs = list(object({ group, kind, namespace, name: objectName, sectionName, port }, 'name'), { maxItems: 32 });

const backend = { group, kind, namespace, name: objectName, port };
export const backendObjectReference = object(backend, 'name');
/** Upper limit of a weight in every route of the Gateway API. */
export const weightedBackend = { ...backend, weight: int32(0, 1_000_000) };

/** A Secret, or a certificate of another kind. */
export const secretReference = object({ group, kind, namespace, name: objectName }, 'name');
export const objectReference = object({ group, kind, namespace, name: objectName }, 'group kind name');
export const localReference = object({ group, kind, name: objectName }, 'group kind name');
