import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Gateway for plain HTTP. */
export const GATEWAY = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: shop, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers:
    - port: {number: 80, name: http, protocol: HTTP}
      hosts: ["*"]
`;

/** A Service and one Deployment per version. */
export const workloads = (versions: Readonly<Record<string, number>>): string =>
  [
    'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec:\n  selector: {app: cart}\n  ports: [{name: http, port: 80, targetPort: 8080}]\n',
    ...Object.entries(versions).map(
      ([version, replicas]) =>
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart-${version}, namespace: shop}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: cart, version: ${version}}}\n  template:\n    metadata: {labels: {app: cart, version: ${version}}}\n    spec: {containers: [{name: cart, image: cart, ports: [{containerPort: 8080}]}]}\n`,
    ),
    `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: cart, namespace: shop}\nspec:\n  host: cart\n  subsets:\n${Object.keys(
      versions,
    )
      .map((version) => `    - {name: ${version}, labels: {version: ${version}}}\n`)
      .join('')}`,
  ].join('---\n');

/** A VirtualService for the gateway and the mesh; `extra` are more fields of its only rule. */
export const splits = (weights: Readonly<Record<string, number>>, extra = ''): string =>
  `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec:
  hosts: [shop.example, cart]
  gateways: [shop, mesh]
  http:
    - route:
${Object.entries(weights)
  .map(([version, weight]) => `        - destination: {host: cart, subset: ${version}}\n          weight: ${weight}\n`)
  .join('')}${extra}`;

/** Writes a manifest of these documents and returns its path. */
export function manifest(folder: string, name: string, ...documents: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, documents.join('---\n'));
  return path;
}
