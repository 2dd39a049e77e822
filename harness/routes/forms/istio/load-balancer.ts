import { choice, duration, flag, int32, list, map, number, object, text, uint32 } from '../schema.ts';

const failover = { enabled: flag, failover: list(object({ from: text(), to: text() })), failoverPriority: list(text()) };

const consistentHash = object(
  {
    httpHeaderName: text(),
    httpCookie: object(
      {
        name: text(),
        path: text(),
        ttl: duration(0),
        attributes: list(object({ name: text(), value: text() }, 'name')),
      },
      'name',
    ),
    useSourceIp: flag,
    httpQueryParameterName: text(),
    ringHash: object({ minimumRingSize: { type: 'integer', minimum: 0 } }),
    maglev: object({ tableSize: { type: 'integer', minimum: 0 } }),
    minimumRingSize: { type: 'integer', minimum: 0 },
  },
  '',
  {
    atMostOne: [
      ['httpHeaderName', 'httpCookie', 'useSourceIp', 'httpQueryParameterName'],
      ['ringHash', 'maglev'],
    ],
  },
);

/** How requests are spread over the endpoints of one destination. */
export const loadBalancer = object(
  {
    simple: choice('UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'),
    consistentHash,
    backendUtilization: object({
      errorUtilizationPenaltyPercent: uint32,
      metricNamesForComputingUtilization: list(text()),
      weightExpirationPeriod: text(),
      weightStabilizationPeriod: text(),
      weightUpdatePeriod: text(),
    }),
    localityLbSetting: object({ ...failover, distribute: list(object({ from: text(), to: map(uint32) })) }),
    zoneAwareLbSetting: object({ ...failover, minClusterSize: int32(1, 4_294_967_295) }),
    warmup: object(
      { duration: duration(), minimumPercent: number({ minimum: 0, maximum: 100 }), aggression: number({ minimum: 0 }) },
      'duration',
    ),
    warmupDurationSecs: duration(),
  },
  '',
  { atMostOne: [['simple', 'consistentHash', 'backendUtilization']] },
);
