import type { RouteAnswer, RouteProbe } from '../../../../harness/model/routes-report.ts';
import { answerProbe } from '../../../../harness/routes/answer/answer-probe.ts';
import { readRoutes } from '../../../../harness/routes/read-routes.ts';
import type { RouteTable } from '../../../../harness/routes/route-table.ts';

/** Documents of one file, read as the command reads them. */
export const tableOf = (...documents: readonly string[]): RouteTable =>
  readRoutes([{ file: 'm.yaml', text: documents.join('\n---\n') }], 'shop');

/** A probe that says nothing but what is given; its client is in namespace `shop`. */
export const probe = (said: Partial<RouteProbe> = {}): RouteProbe => ({
  from: null,
  protocol: null,
  host: null,
  port: null,
  path: '/',
  method: 'GET',
  headers: [],
  namespace: 'shop',
  ...said,
});

/** The only answer to a probe. */
export const answerOf = (table: RouteTable, said: Partial<RouteProbe> = {}): RouteAnswer => {
  const answers = answerProbe(table, probe(said));
  if (answers.length !== 1 || answers[0] === undefined) {
    throw new Error(`${answers.length} answers: ${answers.map(({ entry, host }) => `${entry} ${host}`).join(', ')}`);
  }
  return answers[0];
};

/** `v1 80, v2 20`: names and exact weights. */
export const sharesText = ({ shares }: Pick<RouteAnswer, 'shares'>): string =>
  shares.map(({ name, exact }) => `${name} ${exact}`).join(', ');

export const service = (name: string, port = 80, portName = 'http'): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ name: ${portName}, port: ${port} }] }`;

export const deployment = (app: string, version: string | null, replicas = 1): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}${version === null ? '' : `-${version}`} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${app}${version === null ? '' : `, version: ${version}`} } }
  template:
    metadata: { labels: { app: ${app}${version === null ? '' : `, version: ${version}`} } }
    spec: { containers: [{ name: main, image: http-hello:1, ports: [{ containerPort: 80 }] }] }`;

export const subsets = (host: string, ...names: readonly string[]): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${host} }
spec:
  host: ${host}
  subsets: [${names.map((name) => `{ name: ${name}, labels: { version: ${name} } }`).join(', ')}]`;

/** A VirtualService in the mesh unless `gateways` says otherwise; `http` is the text of its list. */
export const virtualService = (
  host: string,
  http: string,
  gateways = '[mesh]',
  name = host.replaceAll(/[^a-z0-9]/g, '-'),
): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name} }
spec:
  hosts: ["${host}"]
  gateways: ${gateways}
  http:
${http}`;

/** `to('a', 'v1', 80)`: one item of `route`. */
export const to = (host: string, subset: string | null = null, weight: number | null = null): string =>
  `{ destination: { host: ${host}${subset === null ? '' : `, subset: ${subset}`} }${weight === null ? '' : `, weight: ${weight}`} }`;

export const gateway = (name: string, server = "{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }"): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name} }
spec: { selector: { istio: ingressgateway }, servers: [${server}] }`;
