import { labelSelector } from '../kubernetes/label-selector.ts';
import { manifest } from '../metadata.ts';
import { choice, list, map, object, type Schema, text } from '../schema.ts';
import { group, hostname, kind, objectName, port, sectionName } from './names.ts';
import { localReference, objectReference, secretReference } from './references.ts';

const validation = object(
  {
    caCertificateRefs: list(objectReference, { minItems: 1, maxItems: 16 }),
    mode: choice('AllowValidOnly', 'AllowInsecureFallback'),
  },
  'caCertificateRefs',
);

const listener = object(
  {
    name: sectionName,
    hostname,
    port,
    protocol: text({
      minLength: 1,
      maxLength: 255,
      pattern:
        '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$',
      says: 'HTTP, HTTPS, TLS, TCP or UDP',
    }),
    tls: object({
      mode: choice('Terminate', 'Passthrough'),
      certificateRefs: list(secretReference, { maxItems: 64 }),
      options: map(text({ maxLength: 4096 }), { maxProperties: 16 }),
      // Experimental before it became spec.tls.frontend.
      frontendValidation: object({ caCertificateRefs: list(objectReference, { maxItems: 16 }) }),
    }),
    allowedRoutes: object({
      namespaces: object({ from: choice('All', 'Selector', 'Same'), selector: labelSelector }),
      kinds: list(object({ group, kind }, 'kind'), { maxItems: 8 }),
    }),
  },
  'name port protocol',
);

const address = object({
  type: text({
    minLength: 1,
    maxLength: 253,
    pattern:
      "^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$",
    says: 'IPAddress or Hostname',
  }),
  value: text({ maxLength: 253 }),
});

const tls = object({
  backend: object({ clientCertificateRef: secretReference }),
  frontend: object(
    {
      default: object({ validation }),
      perPort: list(object({ port, tls: object({ validation }) }, 'port tls'), { maxItems: 64, uniqueBy: ['port'] }),
    },
    'default',
  ),
});

/** gateway-api.sigs.k8s.io/reference/spec, Gateway; v1 and v1beta1 have one schema. */
export const gateway: Schema = manifest(
  object(
    {
      gatewayClassName: objectName,
      listeners: list(listener, { minItems: 1, maxItems: 64, uniqueBy: ['name'] }),
      addresses: list(address, { maxItems: 16 }),
      infrastructure: object({
        labels: map(text({ maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', says: 'a label value' }), {
          maxProperties: 8,
        }),
        annotations: map(text({ maxLength: 4096 }), { maxProperties: 16 }),
        parametersRef: localReference,
      }),
      allowedListeners: object({
        namespaces: object({ from: choice('All', 'Selector', 'Same', 'None'), selector: labelSelector }),
      }),
      tls,
      // Experimental: before it became spec.tls.backend, and GEP-3793.
      backendTLS: object({ clientCertificateRef: secretReference }),
      defaultScope: choice('All', 'None'),
    },
    'gatewayClassName listeners',
  ),
);
