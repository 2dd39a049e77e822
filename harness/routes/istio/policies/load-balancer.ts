import type { Field } from '../../field.ts';
import { plain } from '../../object-name.ts';
import type { LoadBalancer } from '../../traffic-policy.ts';
import { type Unexplained, unexplained } from '../unexplained.ts';

/** `LEAST_CONN` is the old name of `LEAST_REQUEST`; `UNSPECIFIED` and nothing at all mean the default, least request. */
const SIMPLE: Readonly<Record<string, Pick<LoadBalancer, 'kind' | 'text'>>> = {
  ROUND_ROBIN: { kind: 'round-robin', text: 'in turn' },
  RANDOM: { kind: 'random', text: 'at random' },
  LEAST_REQUEST: { kind: 'least-request', text: 'the less busy of two' },
  LEAST_CONN: { kind: 'least-request', text: 'the less busy of two' },
  PASSTHROUGH: { kind: 'passthrough', text: 'the address the client asked for' },
};
const DEFAULT: Pick<LoadBalancer, 'kind' | 'text'> = { kind: 'default', text: 'the less busy of two, as without a rule' };

/** `trafficPolicy.loadBalancer` (Istio reference: LoadBalancerSettings); null where it is not written. */
export function readLoadBalancer(field: Field): LoadBalancer | null {
  if (!field.isWritten) return null;
  const hash = field.at('consistentHash');
  const locality = field.at('localityLbSetting');
  const zone = field.at('zoneAwareLbSetting');
  return {
    ...(hash.isWritten
      ? ({ kind: 'consistent-hash', text: hashKey(hash) } as const)
      : (SIMPLE[field.at('simple').text ?? ''] ?? DEFAULT)),
    isLocalityAware: isOn(locality) || isOn(zone),
    place: field.place,
  };
}

export const unexplainedOfLoadBalancer = (field: Field): readonly Unexplained[] =>
  unexplained(field, ['simple', 'consistentHash', 'localityLbSetting', 'zoneAwareLbSetting'], 'loadBalancer.');

const isOn = (setting: Field): boolean => setting.isWritten && setting.at('enabled').value !== false;

function hashKey(hash: Field): string {
  const header = hash.at('httpHeaderName').text;
  const cookie = hash.at('httpCookie').at('name').text;
  const parameter = hash.at('httpQueryParameterName').text;
  if (header !== null) return `header ${plain(header)}`;
  if (cookie !== null) return `cookie ${plain(cookie)}`;
  if (parameter !== null) return `query parameter ${plain(parameter)}`;
  return hash.at('useSourceIp').isTrue ? 'source address' : 'nothing that is named';
}
