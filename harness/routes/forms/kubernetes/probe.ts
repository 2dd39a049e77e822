import { choice, int32, int64, intOrText, list, object, type Schema, text } from '../schema.ts';

/** A readiness, liveness or startup probe. */
export const probe: Schema = object({
  exec: object({ command: list(text()) }),
  httpGet: object(
    {
      host: text(),
      path: text(),
      port: intOrText,
      scheme: choice('HTTP', 'HTTPS'),
      httpHeaders: list(object({ name: text(), value: text() }, 'name value')),
    },
    'port',
  ),
  tcpSocket: object({ host: text(), port: intOrText }, 'port'),
  grpc: object({ port: int32(1, 65_535), service: text() }, 'port'),
  initialDelaySeconds: int32(0),
  periodSeconds: int32(0),
  timeoutSeconds: int32(0),
  successThreshold: int32(0),
  failureThreshold: int32(0),
  terminationGracePeriodSeconds: int64(0),
});
