import type { CommandSpec } from './command.ts';

/** `weighbridge routes [file…]`: what manifests promise. */
export const ROUTES = {
  verb: 'routes',
  usage: 'routes [files..]',
  describe:
    'Read Istio and Gateway API manifests and tell every route, or what one request gets: which rule wins, why, and the shares; exits with 2 when a manifest is wrong',
  positional: { name: 'files', describe: 'Files, or a folder (also one that kustomize builds); - for standard input' },
  options: ['target', 'host', 'path', 'header', 'method', 'port', 'from', 'namespace', 'strict', 'report', 'out'],
  examples: [
    ['routes manifests/bookinfo/istio/paths', 'every listener, match and weighted destination'],
    ['routes manifests/hello-vm --host hello2-svc --path /hello/eric', 'what becomes of one request'],
    ["routes shop.yaml --host reviews -H 'end-user: jason' --from mesh", 'one with a header, inside the mesh'],
    ['routes - --strict --report json', 'check what kustomize build or helm template prints'],
  ],
} as const satisfies CommandSpec;
