import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import { readGatewayApi } from '../../../../harness/routes/gateway-api/read-gateway-api.ts';
import type { Entry, Rule, VirtualHost } from '../../../../harness/routes/route-table.ts';

/** Reads manifests of the file `a.yaml`, the forms left out. */
export function given(...texts: readonly string[]) {
  const { objects, problems } = readManifests([{ file: 'a.yaml', text: texts.join('\n---\n') }], 'default');
  if (problems.length > 0) throw new Error(`${problems[0]?.place.line}: ${problems[0]?.text}`);
  return readGatewayApi(objects, readCluster(objects));
}

type Read = ReturnType<typeof given>;

/** Problems as `severity id line`. */
export const found = ({ problems }: Read): readonly string[] =>
  problems.map(({ severity, id, place }) => `${severity} ${id} ${place.line}`);

/** Ids of problems, without those about Services that a short test leaves out. */
export const ids = ({ problems }: Read): readonly string[] =>
  problems.map(({ id }) => id).filter((id) => id !== 'backend-missing');

export const textOf = ({ problems }: Read, id: string): string => problems.find((one) => one.id === id)?.text ?? '';

/** The virtual host of a listener by its name (`null`: of the mesh); undefined without one. */
export const hostAt = (
  { entries }: Read,
  listener: string | null,
  host: string,
  port: number | null = null,
): VirtualHost | undefined =>
  entries
    .filter((entry: Entry) => (listener === null ? entry.kind === 'mesh' : entry.listener?.name === listener))
    .flatMap(({ hosts }) => hosts)
    .find((one) => one.host === host && one.port === port);

/** Where a rule sends, as `service weight`, or what it answers. */
export const sends = ({ action }: Rule): string => {
  if (action.kind === 'redirect') return `${action.status} ${action.text}`;
  if (action.kind === 'respond') return `${action.status} ${action.reason}`;
  return action.destinations
    .map(
      ({ host, weight, refused }) =>
        `${host.replace(/\.default\.svc\.cluster\.local$/, '')} ${weight.value}${refused === null ? '' : ` refused ${refused.status}`}`,
    )
    .join(', ');
};

/** What a rule asks for, as `path exact /a · header x exact 1`. */
export const asks = ({ matches }: Rule): string =>
  matches
    .flatMap(({ conditions }) => conditions)
    .map((one) => {
      if (one.on === 'server-name') return `server name ${one.hosts.join(' ')}`;
      if (one.on === 'client') return `client ${one.namespace}`;
      return 'test' in one
        ? [one.on, 'name' in one ? one.name : '', one.test.kind, one.test.value].filter((part) => part !== '').join(' ')
        : one.on;
    })
    .join(' · ');

export const service = (name: string, more = ''): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}${more}}, spec: {selector: {app: ${name}}, ports: [{port: 80}]}}`;

export const gateway = (listeners: string, more = ''): string =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: gw${more}}, spec: {gatewayClassName: c, listeners: [${listeners}]}}`;

export const HTTP = '{name: http, port: 80, protocol: HTTP}';

/** A route of a kind with its spec in one line; `more` goes into its metadata. */
export const route = (name: string, spec: string, more = '', kind = 'HTTPRoute'): string =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: ${kind}, metadata: {name: ${name}${more}}, spec: {${spec}}}`;

export const TO_GATEWAY = 'parentRefs: [{name: gw}]';

export const to = (name: string, more = ''): string => `backendRefs: [{name: ${name}, port: 80${more}}]`;
