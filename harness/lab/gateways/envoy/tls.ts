import type { ClientTls } from '../../../routes/traffic-policy.ts';
import { LabError } from '../../lab-error.ts';
import { opensTls } from '../../layout/certificate-hosts.ts';
import type { CertificateFiles, Wiring } from '../wiring.ts';
import { type Json, typed } from './json.ts';

const TLS = 'envoy.extensions.transport_sockets.tls.v3';

/** How a listener shows itself; with `isMutual` it wants a certificate of the same authority from its clients. */
export function downstreamTls(
  certificates: CertificateFiles,
  { isMutual, isHttp }: { readonly isMutual: boolean; readonly isHttp: boolean },
): Json {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: typed(`${TLS}.DownstreamTlsContext`, {
      require_client_certificate: isMutual,
      common_tls_context: {
        ...(isHttp ? { alpn_protocols: ['h2', 'http/1.1'] } : {}),
        tls_certificates: [pair(certificates)],
        ...(isMutual ? { validation_context: { trusted_ca: { filename: certificates.authority } } } : {}),
      },
    }),
  };
}

/** How a cluster is spoken to. ISTIO_MUTUAL inside the lab is plain, as its pods have no sidecar; with a server name it leads to another cluster. */
export function upstreamTls(tls: ClientTls | null, { certificates }: Wiring): Record<string, Json> {
  if (!opensTls(tls)) return {};
  if (certificates === null)
    throw new LabError(tls.place, `TLS mode ${tls.mode} needs certificates`, 'this is a fault of the lab');
  const context = typed(`${TLS}.UpstreamTlsContext`, {
    ...(tls.sni === null ? {} : { sni: tls.sni }),
    common_tls_context: {
      ...(tls.mode === 'SIMPLE' ? {} : { tls_certificates: [pair(certificates)] }),
      validation_context: { trusted_ca: { filename: certificates.authority } },
    },
  });
  return { transport_socket: { name: 'envoy.transport_sockets.tls', typed_config: context } };
}

const pair = ({ certificate, key }: CertificateFiles): Json => ({
  certificate_chain: { filename: certificate },
  private_key: { filename: key },
});
