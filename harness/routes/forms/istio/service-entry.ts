import { manifest } from '../metadata.ts';
import { choice, list, map, object, text, uint32 } from '../schema.ts';
import { endpoint } from './workload-entry.ts';

export const workloadSelector = object({ labels: map(text({ maxLength: 63 }), { maxProperties: 256 }) });

/** istio.io/docs/reference/config/networking/service-entry; v1, v1beta1 and v1alpha3 have one schema. */
export const serviceEntry = manifest(
  object(
    {
      hosts: list(text(), { minItems: 1, maxItems: 256 }),
      addresses: list(text({ maxLength: 64 }), { maxItems: 256 }),
      ports: list(
        object(
          { number: uint32, protocol: text({ maxLength: 256 }), name: text({ maxLength: 256 }), targetPort: uint32 },
          'number name',
        ),
        { maxItems: 256, uniqueBy: ['name'] },
      ),
      location: choice('MESH_EXTERNAL', 'MESH_INTERNAL'),
      resolution: choice('NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
      endpoints: list(endpoint, { maxItems: 4096 }),
      workloadSelector,
      exportTo: list(text()),
      subjectAltNames: list(text()),
    },
    'hosts',
  ),
);
