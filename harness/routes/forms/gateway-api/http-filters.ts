import { choice, flag, int32, list, object, type Schema, text } from '../schema.ts';
import { sharedFilters } from './filters.ts';
import { headerName, port, preciseHostname } from './names.ts';
import { backendObjectReference } from './references.ts';

const path = object(
  {
    type: choice('ReplaceFullPath', 'ReplacePrefixMatch'),
    replaceFullPath: text({ maxLength: 1024 }),
    replacePrefixMatch: text({ maxLength: 1024 }),
  },
  'type',
);

const headerNames = list(headerName, { maxItems: 64, uniqueItems: true });

const cors = object({
  allowOrigins: list(
    text({
      minLength: 1,
      maxLength: 253,
      pattern: '(^\\*$)|(^(http(s)?):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)',
      says: 'scheme, host and port, such as https://example.com, or *',
    }),
    { maxItems: 64, uniqueItems: true },
  ),
  allowCredentials: flag,
  allowMethods: list(choice('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*'), {
    maxItems: 9,
    uniqueItems: true,
  }),
  allowHeaders: headerNames,
  exposeHeaders: headerNames,
  maxAge: int32(1),
});

/** In the experimental channel of the CRDs alone (GEP-1494). */
const externalAuth = object(
  {
    protocol: choice('HTTP', 'GRPC'),
    backendRef: backendObjectReference,
    grpc: object({ allowedHeaders: list(text(), { maxItems: 64 }) }),
    http: object({
      path: text({ maxLength: 1024 }),
      allowedHeaders: list(text(), { maxItems: 64 }),
      allowedResponseHeaders: list(text(), { maxItems: 64 }),
    }),
    forwardBody: object({ maxSize: int32(0) }),
  },
  'protocol backendRef',
);

/** In the experimental channel of the CRDs alone (HTTPRouteDirectResponse). */
const directResponse = object(
  { statusCode: int32(100, 599), body: object({ string: text({ maxLength: 4096 }) }, 'string') },
  'statusCode',
);

export const httpFilters: Schema = list(
  object(
    {
      type: choice(
        'RequestHeaderModifier',
        'ResponseHeaderModifier',
        'RequestMirror',
        'RequestRedirect',
        'URLRewrite',
        'ExtensionRef',
        'CORS',
        'ExternalAuth',
        'DirectResponse',
      ),
      ...sharedFilters,
      requestRedirect: object({
        scheme: choice('http', 'https'),
        hostname: preciseHostname,
        path,
        port,
        statusCode: { type: 'integer', enum: [301, 302, 303, 307, 308] },
      }),
      urlRewrite: object({ hostname: preciseHostname, path }),
      cors,
      externalAuth,
      directResponse,
    },
    'type',
  ),
  { maxItems: 16 },
);
