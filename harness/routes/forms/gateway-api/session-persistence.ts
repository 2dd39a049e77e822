import { choice, object, text } from '../schema.ts';
import { gatewayDuration } from './names.ts';

/** Session affinity of a rule; in the experimental channel of the CRDs alone (GEP-1619). */
export const sessionPersistence = object({
  sessionName: text({ maxLength: 128 }),
  absoluteTimeout: gatewayDuration,
  idleTimeout: gatewayDuration,
  type: choice('Cookie', 'Header'),
  cookieConfig: object({ lifetimeType: choice('Permanent', 'Session') }),
});

/** Attaches a route to every default Gateway; in the experimental channel alone (GEP-3793). */
export const useDefaultGateways = choice('All', 'None');
