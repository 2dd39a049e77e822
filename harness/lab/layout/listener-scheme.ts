import type { LabListener } from './layout.ts';

/** How a listener is spoken to: `tcp` for whatever is passed on unread. */
export type ListenerScheme = 'http' | 'https' | 'tcp';

/** What a client speaks to a listener. */
export function schemeOf(listener: LabListener): ListenerScheme {
  if (listener.kind !== 'gateway')
    return ['http', 'http2', 'grpc', null].includes(listener.servicePort.protocol) ? 'http' : 'tcp';
  const [first] = listener.entries;
  const mode = first?.listener?.tls?.mode;
  if (mode === 'terminate' || mode === 'mutual') return 'https';
  return mode === undefined || mode === 'redirect' ? plainScheme(first?.listener?.protocol) : 'tcp';
}

const plainScheme = (protocol: string | undefined): 'http' | 'tcp' =>
  protocol === 'HTTP' || protocol === 'HTTP2' || protocol === 'GRPC' ? 'http' : 'tcp';
