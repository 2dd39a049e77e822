import type { PortTls } from '../plan/port-plan.ts';
import type { Address } from '../wiring.ts';
import { quoted } from './quoted.ts';

/**
 * Where a frontend listens, and how it shows itself there. HAProxy reads the key of `lab.pem` from `lab.pem` itself or from
 * `lab.pem.key`; it cannot be told another place.
 */
export function bindLine({ host, port }: Address, tls: PortTls | null): string {
  const bind = `bind ${host}:${port}`;
  if (tls === null) return bind;
  if (tls.key !== tls.certificate && tls.key !== `${tls.certificate}.key`)
    throw new Error(`lab: HAProxy looks for the key of ${tls.certificate} in ${tls.certificate}.key, not in ${tls.key}`);
  const mutual = tls.isMutual ? ` ca-file ${quoted(tls.authority)} verify required` : '';
  return `${bind} ssl crt ${quoted(tls.certificate)}${mutual}`;
}
