import { parseTarget } from '../../../harness/expect/target.ts';
import type { Plan } from '../../../harness/model/plan.ts';

/** A small plan for a target on loopback. */
export const planFor = (target: string, changes: Partial<Plan> = {}): Plan => ({
  target: parseTarget(target),
  probe: { method: 'GET', headers: [], body: null, payload: 'x\n' },
  connectTo: null,
  tls: { caPem: null, certPem: null, keyPem: null, insecure: false },
  requests: 50,
  durationMs: null,
  ratePerSecond: null,
  connections: 4,
  freshConnections: false,
  timeoutMs: 2000,
  readyTimeoutMs: 2000,
  warmupRequests: 0,
  labelCap: 64,
  ...changes,
});
