import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const CERTIFICATES = ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'];

/** The CRD's own rules: one way to name certificates. */
const credentialFaults = (tls: Spot): readonly FormFault[] =>
  [
    ['tlsCertificates', 'credentialNames'],
    ['credentialName', 'credentialNames'],
  ].flatMap(([one = '', other = '']) =>
    tls.has(one) && tls.has(other)
      ? [fault('fields-exclude', tls.at(other).path, `cannot be together with ${one}`, 'keep one of the two')]
      : [],
  );

/** Certificates that the mode needs and that nothing names. */
const missingFaults = (tls: Spot, mode: string): readonly FormFault[] => {
  const isNamed = ['credentialName', 'credentialNames', 'tlsCertificates'].some(
    (field) => tls.has(field) && tls.at(field).text !== '',
  );
  if (isNamed) return [];
  const needed = mode === 'SIMPLE' ? ['serverCertificate', 'privateKey'] : ['serverCertificate', 'privateKey', 'caCertificates'];
  const missing = needed.filter(
    (field) => tls.at(field).words === null && !(field === 'caCertificates' && tls.at('caCertCredentialName').words !== null),
  );
  return missing.length === 0
    ? []
    : [
        fault(
          'missing-certificate',
          tls.at('mode').path,
          `is ${mode}, which needs certificates`,
          `write credentialName, or ${missing.join(' and ')}`,
        ),
      ];
};

/** istio `validateTLSOptions`: which certificates a mode needs, and which it cannot have. The mode is PASSTHROUGH where none is written. */
export const serverTlsFaults = (tls: Spot): readonly FormFault[] => {
  if (!tls.isSet) return [];
  const mode = tls.at('mode').text;
  const written = CERTIFICATES.filter((field) => tls.at(field).words !== null);
  const faults = [...credentialFaults(tls)];
  if (mode === 'ISTIO_MUTUAL')
    return [
      ...faults,
      ...written.map((field) =>
        fault(
          'fields-exclude',
          tls.at(field).path,
          'cannot be together with mode ISTIO_MUTUAL',
          'take it out: the mesh has its own certificates',
        ),
      ),
    ];
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH')
    return [
      ...faults,
      ...written.map((field) =>
        doubt('certificate-unused', tls.at(field).path, `is not used in mode ${mode}`, 'take it out, or write mode: SIMPLE'),
      ),
    ];
  if (mode === null || !['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode)) return faults;
  const crl = tls.at('caCrl');
  const crlFaults =
    crl.words !== null && mode === 'SIMPLE'
      ? [fault('fields-exclude', crl.path, 'cannot be together with mode SIMPLE', 'take it out')]
      : [];
  return [...faults, ...missingFaults(tls, mode), ...crlFaults];
};
