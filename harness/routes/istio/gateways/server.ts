import type { Place } from '../../../model/place.ts';
import { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import type { ListenerProtocol, ListenerTls } from '../../route-table.ts';

/** Which rules of a VirtualService a server takes. `services`: none, every service of the mesh is behind it (AUTO_PASSTHROUGH). */
export type ServerTakes = 'http' | 'tcp' | 'tls' | 'services';

/** One item of `servers` of a Gateway (Istio reference: Server). */
export interface GatewayServer {
  readonly object: ManifestObject;
  /** `NAMESPACE/NAME` of the Gateway. */
  readonly gateway: string;
  readonly selector: ReadonlyMap<string, string>;
  readonly name: string | null;
  readonly port: number;
  readonly protocol: ListenerProtocol;
  readonly bind: string;
  readonly hosts: readonly ServerHost[];
  readonly tls: ListenerTls | null;
  readonly takes: ServerTakes;
  readonly field: Field;
  readonly place: Place;
}

/** A name that a server answers to, and the namespace whose VirtualServices may use it; null: any. */
export interface ServerHost {
  readonly host: string;
  readonly namespace: string | null;
}

export function readServers(object: ManifestObject): readonly GatewayServer[] {
  const spec = Field.spec(object);
  return spec.at('servers').items.map((field) => {
    const port = field.at('port');
    const protocol = readProtocol(port.at('protocol').text ?? '');
    const tls = readTls(field.at('tls'), protocol);
    return {
      object,
      gateway: `${object.namespace}/${object.name}`,
      selector: spec.at('selector').textMap,
      name: port.at('name').text || null,
      port: port.at('number').number ?? 0,
      protocol,
      bind: field.at('bind').text ?? '',
      hosts: readHosts(field.at('hosts').texts, object.namespace),
      tls,
      takes: whatItTakes(protocol, tls),
      field,
      place: field.place,
    };
  });
}

/** `./HOST` is for VirtualServices of the Gateway's own namespace, `*` before the slash and a bare host for all (pilot: sanitizeServerHostNamespace). */
function readHosts(hosts: readonly string[], own: string): readonly ServerHost[] {
  if (hosts.includes('*/*')) return [{ host: '*', namespace: null }];
  return hosts.map((written) => {
    const slash = written.indexOf('/');
    const namespace = slash < 0 ? '*' : written.slice(0, slash);
    const host = written.slice(slash + 1).toLowerCase();
    return { host, namespace: namespace === '*' ? null : namespace === '.' ? own : namespace };
  });
}

const PROTOCOLS: Readonly<Record<string, ListenerProtocol>> = {
  HTTP: 'HTTP',
  HTTP_PROXY: 'HTTP',
  HTTPS: 'HTTPS',
  HTTP2: 'HTTP2',
  GRPC: 'GRPC',
  'GRPC-WEB': 'GRPC',
  TLS: 'TLS',
  MONGO: 'MONGO',
  UDP: 'UDP',
};

/** Whatever is not spoken as HTTP or TLS is carried as bytes (`REDIS`, `MYSQL`). */
const readProtocol = (written: string): ListenerProtocol => {
  const name = written.toUpperCase();
  return Object.hasOwn(PROTOCOLS, name) ? (PROTOCOLS[name] ?? 'TCP') : 'TCP';
};

const PLAIN_HTTP: readonly ListenerProtocol[] = ['HTTP', 'HTTP2', 'GRPC'];

/** Without a mode it is PASSTHROUGH, the first of the enumeration. On a plain port only `httpsRedirect` means something. */
function readTls(field: Field, protocol: ListenerProtocol): ListenerTls | null {
  if (!field.isWritten) return null;
  const credentialName = field.at('credentialName').text ?? field.at('credentialNames').texts[0] ?? null;
  if (PLAIN_HTTP.includes(protocol)) {
    return field.at('httpsRedirect').isTrue ? { mode: 'redirect', credentialName, place: field.at('httpsRedirect').place } : null;
  }
  return { mode: tlsMode(field.at('mode').text), credentialName, place: field.place };
}

function tlsMode(written: string | null): ListenerTls['mode'] {
  switch (written) {
    case 'SIMPLE':
    case 'OPTIONAL_MUTUAL':
      return 'terminate';
    case 'MUTUAL':
    case 'ISTIO_MUTUAL':
      return 'mutual';
    case 'AUTO_PASSTHROUGH':
      return 'auto-passthrough';
    default:
      return 'passthrough';
  }
}

/** pilot: IsHTTPServer, createGatewayTCPFilterChainOpts. */
function whatItTakes(protocol: ListenerProtocol, tls: ListenerTls | null): ServerTakes {
  if (PLAIN_HTTP.includes(protocol)) return 'http';
  if (tls === null) return 'tcp';
  if (tls.mode === 'auto-passthrough') return 'services';
  if (tls.mode === 'passthrough') return 'tls';
  return protocol === 'HTTPS' ? 'http' : 'tcp';
}
