import { LabError } from '../lab-error.ts';
import type { LabListener, Layout } from './layout.ts';
import { schemeOf } from './listener-scheme.ts';

/**
 * Refuses to send what a listener does not understand: nothing but broken connections would be counted. `tcp` fits everything, and what is
 * passed on unread may be HTTP where some pod of the lab speaks it.
 *
 * @throws LabError with the line of the listener
 */
export function refuseScheme(layout: Layout, listener: LabListener, scheme: 'http' | 'https' | 'tcp'): void {
  const spoken = schemeOf(listener);
  if (scheme === 'tcp' || scheme === spoken) return;
  if (spoken === 'tcp' && (scheme === 'https' ? passesTlsOn(listener) : passesHttpOn(layout, listener))) return;
  const place = listener.kind === 'gateway' ? listener.entries[0]?.place : listener.servicePort.place;
  const where = listener.kind === 'gateway' ? `port ${listener.port}` : `${listener.service.host}:${listener.port}`;
  const fix = `write ${passesTlsOn(listener) ? 'https' : spoken}:// in the target`;
  throw new LabError(place ?? { file: 'the manifests', line: 1 }, `${where} of this lab does not speak ${scheme}`, fix);
}

function passesTlsOn(listener: LabListener): boolean {
  if (listener.kind !== 'gateway') return listener.servicePort.protocol === 'https' || listener.servicePort.protocol === 'tls';
  return listener.entries.some((entry) => ['passthrough', 'auto-passthrough'].includes(entry.listener?.tls?.mode ?? ''));
}

const passesHttpOn = ({ pods }: Layout, listener: LabListener): boolean =>
  !passesTlsOn(listener) &&
  pods.some(({ workload }) => workload.containers.some(({ image }) => /(?:^|\/)http-hello(?:[:@]|$)/.test(image ?? '')));
