import type { RouteProbe } from '../../../model/routes-report.ts';
import type { Listener, Rule, VirtualHost } from '../../route-table.ts';
import type { Layer } from '../shares/destination-parts.ts';

type Lists = 'http' | 'tls' | 'tcp' | 'udp';

export interface ListenerLayer {
  readonly layer: Layer;
  /** Which rules hold here, first those that are looked at first. */
  readonly lists: readonly Lists[];
  readonly scheme: 'http' | 'https';
}

/** Which rules a listener follows: HTTP where it reads HTTP, the server name where it passes TLS through, else TCP or UDP. */
export const listenerLayer = ({ protocol, tls }: Listener): ListenerLayer => {
  const isPassed = tls?.mode === 'passthrough' || tls?.mode === 'auto-passthrough';
  switch (protocol) {
    case 'HTTP':
    case 'HTTP2':
    case 'GRPC':
      return { layer: 'http', lists: ['http'], scheme: 'http' };
    case 'HTTPS':
      return isPassed
        ? { layer: 'connection', lists: ['tls'], scheme: 'https' }
        : { layer: 'http', lists: ['http'], scheme: 'https' };
    case 'TLS':
      return { layer: 'connection', lists: isPassed ? ['tls'] : ['tls', 'tcp'], scheme: 'https' };
    case 'UDP':
      return { layer: 'connection', lists: ['udp'], scheme: 'http' };
    case 'TCP':
    case 'MONGO':
      return { layer: 'connection', lists: ['tcp'], scheme: 'http' };
  }
};

export const rulesOf = (host: VirtualHost, lists: readonly Lists[]): readonly Rule[] => lists.flatMap((list) => host[list]);

const NATIVE: Readonly<Record<NonNullable<RouteProbe['protocol']>, readonly Listener['protocol'][]>> = {
  http: ['HTTP', 'HTTP2', 'GRPC'],
  https: ['HTTPS', 'TLS'],
  grpc: ['HTTP', 'HTTP2', 'GRPC', 'HTTPS'],
  tcp: ['TCP', 'MONGO'],
  tls: ['TLS', 'HTTPS'],
  udp: ['UDP'],
};

/** Whether a listener is made for a protocol. */
export const isNative = ({ protocol, isAssumed }: Listener, asked: RouteProbe['protocol']): boolean =>
  asked === null || isAssumed === true || NATIVE[asked].includes(protocol);

/** Whether a protocol can pass a listener at all: everything but UDP passes plain TCP. */
export const canPass = (listener: Listener, asked: RouteProbe['protocol']): boolean =>
  isNative(listener, asked) || (asked !== 'udp' && ['TCP', 'MONGO'].includes(listener.protocol));

/** Whether listeners of this protocol choose by host: the Host header or the server name. */
export const looksAtHost = ({ protocol }: Listener): boolean => !['TCP', 'MONGO', 'UDP'].includes(protocol);
