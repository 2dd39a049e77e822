import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import { readIstio } from '../../../../harness/routes/istio/read-istio.ts';
import type { Action, Destination, Entry, Rule } from '../../../../harness/routes/route-table.ts';

/** Reads one text as the file `a.yaml`, in namespace `default`; forms are left out, so that odd shapes come through. */
export function istioOf(text: string) {
  const { objects } = readManifests([{ file: 'a.yaml', text }], 'default');
  return readIstio(objects, readCluster(objects));
}

export type Istio = ReturnType<typeof istioOf>;

/** Problems as `LINE severity id`. */
export const said = ({ problems }: Pick<Istio, 'problems'>): readonly string[] =>
  problems.map(({ id, severity, place }) => `${place.line} ${severity} ${id}`);

export const textOf = ({ problems }: Pick<Istio, 'problems'>, id: string): string => {
  const found = problems.find((problem) => problem.id === id);
  return found === undefined ? `no ${id}` : `${found.text}; ${found.fix}`;
};

export const meshOf = ({ entries }: Pick<Istio, 'entries'>): Entry => entries.find(({ kind }) => kind === 'mesh')!;
export const gatewaysOf = ({ entries }: Pick<Istio, 'entries'>): readonly Entry[] =>
  entries.filter(({ kind }) => kind === 'gateway');
/** The one HTTP rule of the mesh. */
export const meshRule = (istio: Istio): Rule => meshOf(istio).hosts[0]!.http[0]!;

export const destinationsOf = (action: Action): readonly Destination[] => (action.kind === 'forward' ? action.destinations : []);

/** `reviews.default.svc.cluster.local:9080/v1=80`. */
export const splitOf = ({ action }: Rule): readonly string[] =>
  destinationsOf(action).map(({ host, port, subset, weight }) => `${host}:${port ?? '?'}/${subset ?? ''}=${weight.value}`);

/** Names of rules, in order. */
export const namesOf = (rules: readonly Rule[]): readonly (string | null)[] => rules.map(({ name }) => name);

/** Conditions without their places. */
export const conditionsOf = ({ matches }: Rule): readonly (readonly unknown[])[] =>
  matches.map(({ conditions }) => conditions.map(({ place: _, ...condition }) => condition));

export const service = (name: string, ports: readonly number[] = [9080], more = ''): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}${more}}, spec: {selector: {app: ${name}}, ports: [${ports.map((port) => `{name: http-${port}, port: ${port}}`).join(', ')}]}}\n---\n`;

export const virtualService = (name: string, spec: string, metadata = ''): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}${metadata}}, spec: ${spec}}\n---\n`;

export const destinationRule = (name: string, spec: string, metadata = ''): string =>
  `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: ${name}${metadata}}, spec: ${spec}}\n---\n`;

export const gateway = (name: string, servers: string, more = '', metadata = ''): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: ${name}${metadata}}, spec: {selector: {istio: ingressgateway}, servers: [${servers}]${more}}}\n---\n`;

/** A server of a Gateway. */
export const server = (port: number, protocol: string, hosts: string, tls = ''): string =>
  `{port: {number: ${port}, name: p-${port}, protocol: ${protocol}}, hosts: ${hosts}${tls === '' ? '' : `, tls: ${tls}`}}`;

export const created = (time: string): string => `, creationTimestamp: "2024-01-01T00:00:${time}Z"`;
