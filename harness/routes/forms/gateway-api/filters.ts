import { choice, int32, list, object, type Schema, text } from '../schema.ts';
import { headerName, headerValue } from './names.ts';
import { backendObjectReference, localReference } from './references.ts';

const header = object({ name: headerName, value: headerValue }, 'name value');
const headersByName: Schema = list(header, { maxItems: 16, uniqueBy: ['name'] });

const headerModifier = object({
  set: headersByName,
  add: headersByName,
  remove: list(text(), { maxItems: 16, uniqueItems: true }),
});

const requestMirror = object(
  {
    backendRef: backendObjectReference,
    percent: int32(0, 100),
    fraction: object({ numerator: int32(0), denominator: int32(1) }, 'numerator'),
  },
  'backendRef',
);

/** Filters that HTTPRoute and GRPCRoute share. */
export const sharedFilters = {
  requestHeaderModifier: headerModifier,
  responseHeaderModifier: headerModifier,
  requestMirror,
  extensionRef: localReference,
};

export const grpcFilters: Schema = list(
  object(
    {
      type: choice('ResponseHeaderModifier', 'RequestHeaderModifier', 'RequestMirror', 'ExtensionRef'),
      ...sharedFilters,
    },
    'type',
  ),
  { maxItems: 16 },
);
