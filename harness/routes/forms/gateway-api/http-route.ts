import { manifest } from '../metadata.ts';
import { choice, int32, list, object, type Schema, text } from '../schema.ts';
import { httpFilters } from './http-filters.ts';
import { gatewayDuration, headerName, headerValue, hostnames, sectionName } from './names.ts';
import { parentRefs, weightedBackend } from './references.ts';
import { sessionPersistence, useDefaultGateways } from './session-persistence.ts';

const matchType = choice('Exact', 'RegularExpression');

const match = object({
  path: object({ type: choice('Exact', 'PathPrefix', 'RegularExpression'), value: text({ maxLength: 1024 }) }),
  headers: list(object({ type: matchType, name: headerName, value: headerValue }, 'name value'), {
    maxItems: 16,
    uniqueBy: ['name'],
  }),
  queryParams: list(object({ type: matchType, name: headerName, value: text({ minLength: 1, maxLength: 1024 }) }, 'name value'), {
    maxItems: 16,
    uniqueBy: ['name'],
  }),
  method: choice('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'),
});

/** In the experimental channel of the CRDs alone (GEP-1731). */
const retry = object({ codes: list(int32(400, 599)), attempts: int32(), backoff: gatewayDuration });

const rule = object({
  name: sectionName,
  matches: list(match, { maxItems: 64 }),
  filters: httpFilters,
  backendRefs: list(object({ ...weightedBackend, filters: httpFilters }, 'name'), { maxItems: 16 }),
  timeouts: object({ request: gatewayDuration, backendRequest: gatewayDuration }),
  retry,
  sessionPersistence,
});

/** gateway-api.sigs.k8s.io/reference/spec, HTTPRoute; v1 and v1beta1 have one schema. */
export const httpRoute: Schema = manifest(
  object({ parentRefs, hostnames, rules: list(rule, { minItems: 1, maxItems: 16 }), useDefaultGateways }),
);
