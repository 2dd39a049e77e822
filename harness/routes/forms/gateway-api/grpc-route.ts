import { manifest } from '../metadata.ts';
import { choice, list, object, type Schema, text } from '../schema.ts';
import { grpcFilters } from './filters.ts';
import { headerName, headerValue, hostnames, sectionName } from './names.ts';
import { parentRefs, weightedBackend } from './references.ts';
import { sessionPersistence, useDefaultGateways } from './session-persistence.ts';

const matchType = choice('Exact', 'RegularExpression');

const rule = object({
  name: sectionName,
  matches: list(
    object({
      method: object({ type: matchType, service: text({ maxLength: 1024 }), method: text({ maxLength: 1024 }) }),
      headers: list(object({ type: matchType, name: headerName, value: headerValue }, 'name value'), {
        maxItems: 16,
        uniqueBy: ['name'],
      }),
    }),
    { maxItems: 64 },
  ),
  filters: grpcFilters,
  backendRefs: list(object({ ...weightedBackend, filters: grpcFilters }, 'name'), { maxItems: 16 }),
  sessionPersistence,
});

/** gateway-api.sigs.k8s.io/reference/spec, GRPCRoute. */
export const grpcRoute: Schema = manifest(
  object({ parentRefs, hostnames, rules: list(rule, { maxItems: 16 }), useDefaultGateways }),
);
