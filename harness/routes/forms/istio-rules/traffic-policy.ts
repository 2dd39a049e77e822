import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { portFaults } from './destinations.ts';
import { percentFaults } from './percentages.ts';

const IN_EVERY = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'];

const negativeFaults = (fields: Spot, names: readonly string[]): readonly FormFault[] =>
  names
    .map((name) => fields.at(name))
    .flatMap(({ path, number }) =>
      (number ?? 0) < 0 ? [fault('out-of-range', path, `is ${number}, below 0`, 'write 0 or more')] : [],
    );

/** istio `validateConnectionPool`. */
export const connectionPoolFaults = (pool: Spot): readonly FormFault[] => {
  if (!pool.isSet) return [];
  const [http, tcp] = [pool.at('http'), pool.at('tcp')];
  if (!http.isSet && !tcp.isSet) return [fault('empty-policy', pool.path, 'limits nothing', 'write tcp or http below it')];
  const client = http.at('useClientProtocol');
  return [
    ...negativeFaults(http, [
      'http1MaxPendingRequests',
      'http2MaxRequests',
      'maxRequestsPerConnection',
      'maxRetries',
      'maxConcurrentStreams',
    ]),
    ...negativeFaults(tcp, ['maxConnections']),
    ...(client.isTrue && http.at('h2UpgradePolicy').text === 'UPGRADE'
      ? [fault('fields-exclude', client.path, 'cannot be together with h2UpgradePolicy UPGRADE', 'keep one of the two')]
      : []),
  ];
};

/** istio `validateOutlierDetection`. */
const outlierFaults = (outlier: Spot): readonly FormFault[] => {
  const [old, local] = [outlier.at('consecutiveErrors'), outlier.at('consecutiveLocalOriginFailures')];
  return [
    ...percentFaults(outlier.at('maxEjectionPercent')),
    ...percentFaults(outlier.at('minHealthPercent')),
    ...((old.number ?? 0) === 0
      ? []
      : [
          doubt(
            'old-field',
            old.path,
            'is deprecated and does nothing in current releases',
            'write consecutive5xxErrors or consecutiveGatewayErrors',
          ),
        ]),
    ...((local.number ?? 0) > 0 && !outlier.at('splitExternalLocalOriginErrors').isTrue
      ? [
          fault(
            'field-needs-other',
            local.path,
            'needs splitExternalLocalOriginErrors',
            'write splitExternalLocalOriginErrors: true',
          ),
        ]
      : []),
  ];
};

/** Largest table that Envoy takes. */
const LARGEST_TABLE = 5_000_011;
const isPrime = (value: number): boolean => {
  if (value < 2 || value > LARGEST_TABLE) return false;
  for (let factor = 2; factor * factor <= value; factor += 1) if (value % factor === 0) return false;
  return true;
};

/** istio `validateLoadBalancer`. */
const loadBalancerFaults = (balancer: Spot): readonly FormFault[] => {
  const hash = balancer.at('consistentHash');
  const [ring, table, cookie] = [hash.at('minimumRingSize'), hash.at('maglev', 'tableSize'), hash.at('httpCookie', 'name')];
  const faults: FormFault[] = [];
  if (cookie.text === '') faults.push(fault('missing-field', cookie.path, 'is empty', 'write the name of the cookie'));
  if ((ring.number ?? 0) !== 0 && (hash.has('ringHash') || hash.has('maglev')))
    faults.push(
      fault('fields-exclude', ring.path, 'cannot be together with ringHash or maglev', 'write ringHash.minimumRingSize'),
    );
  if (hash.has('maglev') && !table.isSet)
    faults.push(fault('missing-field', table.path, 'is missing', 'write a prime number such as 65537'));
  else if (table.number !== null && !isPrime(table.number))
    faults.push(
      fault(
        'invalid-value',
        table.path,
        `is ${table.number}, which is no prime below ${LARGEST_TABLE}`,
        'write a prime number such as 65537',
      ),
    );
  return [...faults, ...localityFaults(balancer.at('localityLbSetting'))];
};

/** istio `ValidateLocalityLbSetting`: one way to spread, and the parts of each spread are percentages. */
const localityFaults = (setting: Spot): readonly FormFault[] => {
  const [distribute, failover] = [setting.at('distribute'), setting.at('failover')];
  if (distribute.items.length > 0 && failover.items.length > 0)
    return [fault('fields-exclude', failover.path, 'cannot be together with distribute', 'keep one of the two')];
  return distribute.items.flatMap((one) => {
    const weights = one.at('to').fields.map(([, weight]) => weight.number ?? 0);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (weights.includes(0))
      return [fault('invalid-percentage', one.at('to').path, 'has a weight of 0', 'write 1 to 100, 100 in sum')];
    return sum === 100 ? [] : [fault('invalid-percentage', one.at('to').path, `sums to ${sum}`, 'write weights that sum to 100')];
  });
};

/** istio `agent.ValidateTLS`. */
const clientTlsFaults = (tls: Spot): readonly FormFault[] => {
  const mode = tls.at('mode').text;
  const files = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'].filter((field) => tls.at(field).words !== null);
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return [];
  if (tls.at('credentialName').words !== null)
    return files.map((field) =>
      fault('fields-exclude', tls.at(field).path, 'cannot be together with credentialName', 'keep one of the two'),
    );
  if (mode === 'SIMPLE') return [];
  return ['clientCertificate', 'privateKey']
    .filter((field) => tls.at(field).words === null)
    .map((field) =>
      fault(
        'missing-certificate',
        tls.at(field).path,
        'is missing, and mode is MUTUAL',
        'write it, or credentialName, or mode: ISTIO_MUTUAL',
      ),
    );
};

const sharedFaults = (policy: Spot): readonly FormFault[] => [
  ...outlierFaults(policy.at('outlierDetection')),
  ...connectionPoolFaults(policy.at('connectionPool')),
  ...loadBalancerFaults(policy.at('loadBalancer')),
  ...clientTlsFaults(policy.at('tls')),
];

const portLevelFaults = (level: Spot): readonly FormFault[] => {
  const isEmpty = IN_EVERY.every((field) => !level.has(field));
  return [
    ...(level.has('port')
      ? portFaults(level.at('port', 'number'))
      : [fault('missing-field', level.at('port').path, 'is missing', 'write port: with number: below it')]),
    ...(isEmpty ? [fault('empty-policy', level.path, 'says nothing', `write ${IN_EVERY.join(', ')}`)] : []),
    ...sharedFaults(level),
  ];
};

/** istio `validateTrafficPolicy`. */
export const trafficPolicyFaults = (policy: Spot): readonly FormFault[] => {
  if (!policy.isSet) return [];
  const isEmpty = [...IN_EVERY, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'].every(
    (field) => !policy.has(field),
  );
  if (isEmpty && typeof policy.value === 'object')
    return [fault('empty-policy', policy.path, 'says nothing', `write ${IN_EVERY.join(', ')} below it`)];
  const proxyProtocol = policy.at('proxyProtocol');
  return [
    ...(policy.has('tunnel') && proxyProtocol.isSet
      ? [fault('fields-exclude', proxyProtocol.path, 'cannot be together with tunnel', 'keep one of the two')]
      : []),
    ...sharedFaults(policy),
    ...policy.at('portLevelSettings').items.flatMap(portLevelFaults),
  ];
};
