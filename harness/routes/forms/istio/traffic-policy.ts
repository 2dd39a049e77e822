import { choice, duration, flag, int32, list, number, object, text, uint32 } from '../schema.ts';
import { connectionPool } from './connection-pool.ts';
import { portSelector } from './destination.ts';
import { loadBalancer } from './load-balancer.ts';

const outlierDetection = object({
  consecutiveErrors: int32(),
  consecutive5xxErrors: uint32,
  consecutiveGatewayErrors: uint32,
  consecutiveLocalOriginFailures: uint32,
  splitExternalLocalOriginErrors: flag,
  interval: duration(),
  baseEjectionTime: duration(),
  maxEjectionPercent: int32(),
  minHealthPercent: int32(),
  outlierDetectionHttpErrorCodes: list(int32(100, 599)),
});

const tls = object({
  mode: choice('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'),
  clientCertificate: text(),
  privateKey: text(),
  caCertificates: text(),
  caCrl: text(),
  credentialName: text(),
  subjectAltNames: list(text()),
  sni: text(),
  insecureSkipVerify: flag,
});

const ofEveryPort = { loadBalancer, connectionPool, outlierDetection, tls };

/** What a DestinationRule says of connections to a host or to a subset. */
export const trafficPolicy = object({
  ...ofEveryPort,
  portLevelSettings: list(object({ ...ofEveryPort, port: portSelector }), { maxItems: 4096 }),
  tunnel: object({ protocol: text(), targetHost: text(), targetPort: uint32 }, 'targetHost targetPort'),
  proxyProtocol: object({ version: choice('V1', 'V2') }),
  retryBudget: object({
    percent: number({ minimum: 0, maximum: 100 }),
    budgetInterval: duration(0),
    minRetryConcurrency: uint32,
  }),
});
