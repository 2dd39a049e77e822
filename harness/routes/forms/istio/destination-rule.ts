import { manifest } from '../metadata.ts';
import { list, map, object, text } from '../schema.ts';
import { trafficPolicy } from './traffic-policy.ts';

/** istio.io/docs/reference/config/networking/destination-rule; v1, v1beta1 and v1alpha3 have one schema. */
export const destinationRule = manifest(
  object(
    {
      host: text(),
      trafficPolicy,
      subsets: list(object({ name: text(), labels: map(text()), trafficPolicy }, 'name')),
      exportTo: list(text()),
      workloadSelector: object({ matchLabels: map(text({ maxLength: 63 }), { maxProperties: 4096 }) }),
    },
    'host',
  ),
);
