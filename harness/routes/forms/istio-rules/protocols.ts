import { nearest } from '../../../text/nearest.ts';
import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** istio `pkg/config/protocol`, `Parse`: in any case of letters. */
const PROTOCOLS = [
  'HTTP',
  'HTTPS',
  'HTTP2',
  'GRPC',
  'GRPC-WEB',
  'TCP',
  'TLS',
  'UDP',
  'MONGO',
  'REDIS',
  'MYSQL',
  'HTTP_PROXY',
  'HBONE',
  'DOUBLE-HBONE',
];
const HTTP = ['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-WEB'];

export const isHttp = (protocol: string | null): boolean => HTTP.includes((protocol ?? '').toUpperCase());
export const isTls = (protocol: string | null): boolean => ['HTTPS', 'TLS'].includes((protocol ?? '').toUpperCase());

/** A protocol that Istio does not know; an empty one is found out from the traffic, where `mayBeEmpty`. */
export const protocolFaults = (protocol: Spot, mayBeEmpty: boolean): readonly FormFault[] => {
  const { text } = protocol;
  if (text === null || (text === '' && mayBeEmpty) || PROTOCOLS.includes(text.toUpperCase())) return [];
  const meant = nearest(text.toUpperCase(), PROTOCOLS);
  return [
    fault(
      'unknown-protocol',
      protocol.path,
      `is ${shown(text)}, which is not known`,
      meant === null ? `write one of ${PROTOCOLS.slice(0, 11).join(', ')}` : `did you mean ${meant}?`,
    ),
  ];
};
