/** Namespace of a full service name, `bookinfo` of `reviews.bookinfo.svc.cluster.local`; null for every other host. */
export function namespaceOfHost(host: string): string | null {
  const [, namespace, ...rest] = host.split('.');
  return namespace !== undefined && rest.join('.') === 'svc.cluster.local' ? namespace : null;
}
