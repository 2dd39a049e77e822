import { manifest } from '../metadata.ts';
import { choice, duration, flag, int32, list, map, number, object, text, uint32 } from '../schema.ts';
import { destination, headers } from './destination.ts';
import { stringMatch } from './string-match.ts';

const percent = object({ value: number() });
const weighted = { destination, weight: int32() };

const httpMatch = object({
  name: text(),
  uri: stringMatch,
  scheme: stringMatch,
  method: stringMatch,
  authority: stringMatch,
  headers: map(stringMatch),
  withoutHeaders: map(stringMatch),
  queryParams: map(stringMatch),
  ignoreUriCase: flag,
  port: uint32,
  sourceLabels: map(text()),
  sourceNamespace: text(),
  gateways: list(text()),
  statPrefix: text(),
});

const fault = object({
  delay: object({ percent: int32(), percentage: percent, fixedDelay: duration(), exponentialDelay: duration() }, '', {
    atMostOne: [['fixedDelay', 'exponentialDelay']],
  }),
  abort: object({ percentage: percent, httpStatus: int32(), grpcStatus: text(), http2Error: text() }, '', {
    atMostOne: [['httpStatus', 'grpcStatus', 'http2Error']],
  }),
});

const corsPolicy = object({
  allowOrigin: list(text()),
  allowOrigins: list(stringMatch),
  allowMethods: list(text()),
  allowHeaders: list(text()),
  exposeHeaders: list(text()),
  maxAge: duration(),
  allowCredentials: flag,
  unmatchedPreflights: choice('UNSPECIFIED', 'FORWARD', 'IGNORE'),
});

const redirect = object(
  {
    uri: text(),
    prefixRewrite: text(),
    authority: text(),
    port: uint32,
    derivePort: choice('FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'),
    scheme: text(),
    redirectCode: uint32,
  },
  '',
  { atMostOne: [['port', 'derivePort']] },
);

const httpRoute = object({
  name: text(),
  match: list(httpMatch),
  route: list(object({ ...weighted, headers }, 'destination')),
  redirect,
  directResponse: object(
    { status: uint32, body: object({ string: text(), bytes: text({ base64: true }) }, '', { atMostOne: [['string', 'bytes']] }) },
    'status',
  ),
  delegate: object({ name: text(), namespace: text() }),
  rewrite: object({ uri: text(), authority: text(), uriRegexRewrite: object({ match: text(), rewrite: text() }) }),
  timeout: duration(),
  retries: object({
    attempts: int32(),
    perTryTimeout: duration(),
    retryOn: text(),
    retryRemoteLocalities: flag,
    retryIgnorePreviousHosts: flag,
    backoff: duration(),
  }),
  fault,
  mirror: destination,
  mirrors: list(object({ destination, percentage: percent }, 'destination')),
  mirrorPercent: uint32,
  mirror_percent: uint32,
  mirrorPercentage: percent,
  corsPolicy,
  headers,
});

const route = list(object(weighted, 'destination'));
const layer4Match = {
  destinationSubnets: list(text()),
  port: uint32,
  sourceLabels: map(text()),
  gateways: list(text()),
  sourceNamespace: text(),
};

/** istio.io/docs/reference/config/networking/virtual-service; v1, v1beta1 and v1alpha3 have one schema. */
export const virtualService = manifest(
  object({
    hosts: list(text()),
    gateways: list(text()),
    exportTo: list(text()),
    http: list(httpRoute),
    tls: list(object({ match: list(object({ ...layer4Match, sniHosts: list(text()) }, 'sniHosts')), route }, 'match')),
    tcp: list(object({ match: list(object({ ...layer4Match, sourceSubnet: text() })), route })),
  }),
);
