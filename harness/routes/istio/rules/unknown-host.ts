import { shown } from '../../../text/shown.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { Field } from '../../field.ts';
import { named, plain } from '../../object-name.ts';
import { missing, warning } from '../../problem.ts';
import type { Surroundings } from '../surroundings.ts';

/** Says that no Service or ServiceEntry of the files has this host, and which one may be meant. */
export function reportUnknownHost(field: Field, host: string, surroundings: Surroundings): void {
  const begin = `${named(field.object)}: ${field.where} ${shown(field.text ?? '')}`;
  const full = fullNameMeant(host, surroundings);
  if (full !== null) {
    surroundings.report(
      warning(
        'host-not-completed',
        field.place,
        `${begin} is taken as it stands: Istio completes only names without a dot, so this is no service of the cluster`,
        `write ${full}`,
      ),
    );
    return;
  }
  const stands = host === field.text ? '' : ` (${plain(host)})`;
  const meant = nameMeant(field, host, surroundings);
  const add = `add the Service or a ServiceEntry for ${plain(host)} to the files`;
  surroundings.report(
    missing(
      'service-missing',
      field.place,
      `${begin}${stands} is no Service and no ServiceEntry in these files`,
      meant === null ? add : `write ${plain(meant)}, or ${add}`,
    ),
  );
}

/** Short names are compared with short names of the same namespace, full names with full names. */
function nameMeant(field: Field, host: string, { cluster, suggest }: Surroundings): string | null {
  const typed = field.text ?? '';
  return typed.includes('.')
    ? suggest(host, () => cluster.services.map((service) => service.host))
    : suggest(typed, () => shortNames(cluster, field.object.namespace));
}

const shortNames = (cluster: Cluster, namespace: string): readonly string[] =>
  cluster.services
    .filter((service) => service.kind === 'Service' && service.object.namespace === namespace)
    .map(({ object }) => object.name);

/** `reviews.bookinfo` and `reviews.bookinfo.svc` are meant as the full name, where there is such a service or at least such a namespace. */
function fullNameMeant(host: string, { cluster, objects }: Surroundings): string | null {
  const [name = '', namespace = '', svc, ...rest] = host.split('.');
  if (name === '' || name === '*' || namespace === '' || rest.length > 0 || (svc !== undefined && svc !== 'svc')) return null;
  const isKnown = Object.hasOwn(cluster.namespaces, namespace) || objects.some((object) => object.namespace === namespace);
  return isKnown ? `${name}.${namespace}.svc.cluster.local` : null;
}
