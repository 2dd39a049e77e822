import { SHOP, to, virtualService } from '../../lab/gateways/hand-built.ts';

/** A gateway, a service and one pod of it, version v1: the least that a lab can be made of. */
export const ONE_POD = `${SHOP}${virtualService('a', ['*'], [to({ v1: 1 })])}`.replace(
  /^metadata: { name: shop-v[2-4] }\nspec:\n {2}replicas: \d/gm,
  (text) => text.replace(/\d$/, '0'),
);

/** The same with a second pod that gets copies of every request. */
export const MIRRORED = `${SHOP}${virtualService('a', ['*'], [`mirror: { host: shop, subset: v2 }, ${to({ v1: 1 })}`])}`.replace(
  /^metadata: { name: shop-v[34] }\nspec:\n {2}replicas: \d/gm,
  (text) => text.replace(/\d$/, '0'),
);

/** The same as the first, with a port that ends TLS. */
export const TLS = `${ONE_POD}
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: secure }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [shop.example.com], tls: { mode: SIMPLE, credentialName: shop } }]
---`;
