import { manifest } from '../metadata.ts';
import { map, object, text, uint32 } from '../schema.ts';

/** An endpoint that is no pod: alone as a WorkloadEntry, or within a ServiceEntry. */
export const endpoint = object({
  address: text({ maxLength: 256 }),
  ports: map(uint32, { maxProperties: 128 }),
  labels: map(text(), { maxProperties: 256 }),
  network: text({ maxLength: 2048 }),
  locality: text({ maxLength: 2048 }),
  weight: uint32,
  serviceAccount: text({ maxLength: 253 }),
});

/** istio.io/docs/reference/config/networking/workload-entry; v1, v1beta1 and v1alpha3 have one schema. */
export const workloadEntry = manifest(endpoint);
