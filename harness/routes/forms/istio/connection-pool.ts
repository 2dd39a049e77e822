import { choice, duration, flag, int32, object, uint32 } from '../schema.ts';

/** Limits of connections to a destination. */
export const connectionPool = object({
  tcp: object({
    maxConnections: int32(),
    connectTimeout: duration(),
    // 0s is legal here alone: it turns the limit off.
    idleTimeout: duration(0),
    maxConnectionDuration: duration(),
    tcpKeepalive: object({ probes: uint32, time: duration(), interval: duration() }),
  }),
  http: object({
    http1MaxPendingRequests: int32(),
    http2MaxRequests: int32(),
    maxRequestsPerConnection: int32(),
    maxRetries: int32(),
    idleTimeout: duration(),
    h2UpgradePolicy: choice('DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'),
    useClientProtocol: flag,
    maxConcurrentStreams: int32(),
    http2KeepAlive: object({ interval: duration(), timeout: duration() }),
  }),
});
