import { choice, flag, list, object, text } from '../schema.ts';

const protocolVersion = choice('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3');
const keys = { serverCertificate: text(), privateKey: text(), caCertificates: text() };

/** TLS of a server of a Gateway, or of an ingress listener of a Sidecar. */
export const serverTls = object({
  ...keys,
  mode: choice('PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'),
  httpsRedirect: flag,
  caCertCredentialName: text(),
  caCrl: text(),
  cipherSuites: list(text()),
  credentialName: text(),
  credentialNames: list(text(), { minItems: 1, maxItems: 2 }),
  ecdhCurves: list(text()),
  insecureSkipVerify: flag,
  maxProtocolVersion: protocolVersion,
  minProtocolVersion: protocolVersion,
  subjectAltNames: list(text()),
  tlsCertificates: list(object(keys), { minItems: 1, maxItems: 2 }),
  verifyCertificateHash: list(text()),
  verifyCertificateSpki: list(text()),
});
