/** The name that stands for every sidecar. */
export const MESH = 'mesh';

/**
 * What an entry of `gateways` names, as `NAMESPACE/NAME` or `mesh` (pilot: resolveGatewayName). `./NAME` and a bare name are of the namespace of
 * the VirtualService; a name with a dot is the old form `NAME.NAMESPACE.svc.cluster.local`.
 */
export function gatewayName(written: string, namespace: string): string {
  if (written === MESH) return MESH;
  const slash = written.indexOf('/');
  if (slash >= 0) return written.slice(0, slash) === '.' ? `${namespace}/${written.slice(slash + 1)}` : written;
  const [name = '', ofNamespace] = written.split('.');
  return ofNamespace === undefined ? `${namespace}/${written}` : `${ofNamespace}/${name}`;
}
