const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  selector: { app: ${name} }
  ports: [{ name: http, port: 80, targetPort: 8001 }]
---`;

const deployment = (name: string, version: string, replicas = 1) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-${version} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name}, version: ${version} } }
  template:
    metadata: { labels: { app: ${name}, version: ${version} } }
    spec: { containers: [{ name: main, image: "http-hello:1", ports: [{ containerPort: 8001 }] }] }
---`;

/** One service `shop` with the versions v1 to v4, v4 of three replicas, a subset `nobody` without endpoints, and an Istio gateway on port 80. */
export const SHOP = `${service('shop')}${['v1', 'v2', 'v3'].map((version) => deployment('shop', version)).join('')}${deployment('shop', 'v4', 3)}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop }
spec:
  host: shop
  subsets:
${['v1', 'v2', 'v3', 'v4', 'nobody'].map((name) => `    - { name: ${name}, labels: { version: ${name} } }`).join('\n')}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: front }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }]
---`;

/** `route` of a rule: subsets with weights. */
export const to = (weights: Readonly<Record<string, number>>): string =>
  `route: [${Object.entries(weights)
    .map(([subset, weight]) => `{ destination: { host: shop, subset: ${subset} }, weight: ${weight} }`)
    .join(', ')}]`;

/** A VirtualService at the gateway; each rule is the inside of a flow mapping. */
export const virtualService = (name: string, hosts: readonly string[], rules: readonly string[]): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name} }
spec:
  gateways: [front]
  hosts: ${JSON.stringify(hosts)}
  http:
${rules.map((rule) => `    - { ${rule} }`).join('\n')}
---`;

const V1 = to({ v1: 1 });
const V2 = to({ v2: 1 });
const V3 = to({ v3: 1 });

/** Every condition and action that nginx and HAProxy can express, for three kinds of host. */
export const HAND_BUILT = [
  SHOP,
  virtualService(
    'exact',
    ['shop.example.com'],
    [
      `match: [{ uri: { exact: "/exact" } }], ${V1}`,
      `match: [{ uri: { exact: "/Case" }, ignoreUriCase: true }], ${V2}`,
      `match: [{ uri: { prefix: "/rate" } }], rewrite: { uri: "/ratings" }, ${V1}`,
      `match: [{ uri: { exact: "/old" } }], rewrite: { uri: "/new", authority: "inside.example.com" }, ${V2}`,
      `match: [{ uri: { regex: "/v[0-9]+/(a|b)" } }], ${V3}`,
      `match: [{ method: { exact: POST } }, { method: { regex: "DEL.*" } }], ${V2}`,
      `match: [{ headers: { end-user: { exact: "luffy" } } }], ${V3}`,
      `match: [{ headers: { x-open: { regex: ".*" } } }], ${V2}`,
      `match: [{ headers: { x-any: {} } }], ${V3}`,
      `match: [{ uri: { prefix: "/without" }, withoutHeaders: { x-internal: { exact: "yes" } } }], ${V1}`,
      `match: [{ uri: { prefix: "/without" } }], ${V2}`,
      `match: [{ queryParams: { lang: { exact: "fr" } } }], ${V2}`,
      `match: [{ queryParams: { lang: { prefix: "e" } }, uri: { prefix: "/q" } }], ${V3}`,
      `match: [{ authority: { exact: "shop.example.com" }, uri: { exact: "/authority" } }], ${V2}`,
      `match: [{ scheme: { exact: https } }], ${V3}`,
      `match: [{ uri: { exact: "/away" } }], redirect: { uri: "/there", authority: "other.example.com", redirectCode: 302 }`,
      `match: [{ uri: { prefix: "/secure" } }], redirect: { scheme: https }`,
      `match: [{ uri: { exact: "/teapot" } }], directResponse: { status: 418 }`,
      `match: [{ uri: { exact: "/nobody" } }], ${to({ nobody: 1 })}`,
      `match: [{ uri: { exact: "/zero" } }], ${to({ v1: 0, v2: 100 })}`,
      `match: [{ uri: { exact: "/three" } }], ${to({ v4: 1 })}`,
    ],
  ),
  virtualService('suffix', ['*.example.com'], [`${V2}`]),
  virtualService('longer', ['*.deep.example.com'], [`match: [{ uri: { prefix: "/only" } }], ${V3}`]),
].join('');

/** Requests that meet each of them, and miss each of them. */
export const REQUESTS = [
  ...[
    '/exact',
    '/exact/',
    '/exact?x=1',
    '/case',
    '/CASE',
    '/Cased',
    '/rate',
    '/rate/1',
    '/ratings/1?a=b',
    '/old',
    '/old?x',
    '/older',
  ],
  ...['/v1/a', '/v12/b?c', '/v1/c', '/v1/ab', '/without', '/q?lang=en', '/q?lang=fr', '/q?xlang=fr', '/q?lang=de&lang=fr'],
  ...['/q?a&lang=fr&b', '/q?lang', '/authority', '/teapot', '/nobody', '/zero', '/three', '/', '/none', '/a%20b', '/exact%2f'],
].flatMap((path) => [
  { path, host: 'shop.example.com' },
  // Envoy compares `authority` with the port; so do these, and a probe of the route table has none.
  ...(path === '/authority' ? [] : [{ path, host: 'SHOP.example.com:8080' }]),
  { path, host: 'shop.example.com', method: 'POST' },
]);

/** The same with headers, methods and other hosts. */
export const SPECIAL_REQUESTS = [
  { path: '/', host: 'shop.example.com', headers: { 'End-User': 'luffy' } },
  { path: '/', host: 'shop.example.com', headers: { 'end-user': 'Luffy' } },
  { path: '/', host: 'shop.example.com', headers: { 'end-user': 'luffy zoro' } },
  { path: '/', host: 'shop.example.com', headers: { 'x-open': 'a' } },
  { path: '/', host: 'shop.example.com', headers: { 'x-any': 'b' } },
  { path: '/', host: 'shop.example.com', method: 'DELETE' },
  { path: '/without', host: 'shop.example.com', headers: { 'x-internal': 'yes' } },
  { path: '/without', host: 'shop.example.com', headers: { 'x-internal': 'no' } },
  { path: '/away', host: 'shop.example.com' },
  { path: '/secure/a?b=c', host: 'shop.example.com' },
  { path: '/', host: 'other.example.com' },
  { path: '/', host: 'a.b.example.com' },
  { path: '/', host: 'example.com' },
  { path: '/only', host: 'x.deep.example.com' },
  { path: '/else', host: 'x.deep.example.com' },
  { path: '/', host: 'shop.example.org' },
];
