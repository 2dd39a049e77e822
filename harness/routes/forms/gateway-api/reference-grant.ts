import { manifest } from '../metadata.ts';
import { list, object, type Schema } from '../schema.ts';
import { group, kind, namespace, objectName } from './names.ts';

/** gateway-api.sigs.k8s.io/reference/spec, ReferenceGrant; v1 and v1beta1 have one schema. */
export const referenceGrant: Schema = manifest(
  object(
    {
      from: list(object({ group, kind, namespace }, 'group kind namespace'), { minItems: 1, maxItems: 16 }),
      to: list(object({ group, kind, name: objectName }, 'group kind'), { minItems: 1, maxItems: 16 }),
    },
    'from to',
  ),
);
