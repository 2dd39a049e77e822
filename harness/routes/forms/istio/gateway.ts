import { manifest } from '../metadata.ts';
import { list, map, object, text, uint32 } from '../schema.ts';
import { serverTls } from './server-tls.ts';

/** istio.io/docs/reference/config/networking/gateway; v1, v1beta1 and v1alpha3 have one schema. */
export const istioGateway = manifest(
  object({
    selector: map(text()),
    servers: list(
      object(
        {
          name: text(),
          bind: text(),
          defaultEndpoint: text(),
          hosts: list(text()),
          port: object({ number: uint32, protocol: text(), name: text(), targetPort: uint32 }, 'number protocol name'),
          tls: serverTls,
        },
        'port hosts',
      ),
    ),
  }),
);
