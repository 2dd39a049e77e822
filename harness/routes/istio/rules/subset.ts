import { nearest } from '../../../text/nearest.ts';
import { shown } from '../../../text/shown.ts';
import type { Field } from '../../field.ts';
import { named, plain } from '../../object-name.ts';
import { missing, warning } from '../../problem.ts';
import type { DestinationPolicy, Subset } from '../../traffic-policy.ts';
import { isCoveredBy } from '../host-match.ts';
import { ROOT_NAMESPACE } from '../policies/policy-book.ts';
import type { Surroundings } from '../surroundings.ts';

interface FoundSubset {
  /** Null: no file defines it, so nothing is known. */
  readonly labels: Readonly<Record<string, string>> | null;
  /** Set where the files define the subset, but not for this host as Istio chooses: Envoy then has no such cluster. */
  readonly refused: { readonly status: number; readonly reason: string } | null;
}

const UNKNOWN: FoundSubset = { labels: null, refused: null };

/** The subset of a host, as clients in the namespace of the rule see it. */
export function findSubset(
  field: Field,
  name: string,
  host: string,
  serviceNamespace: string | null,
  { policies, report }: Surroundings,
): FoundSubset {
  const clientNamespace = field.object.namespace;
  const policy = policies.policyFor(host, clientNamespace, serviceNamespace);
  const subset = policy?.subsets.find((candidate) => candidate.name === name);
  if (policy !== null && subset !== undefined) {
    const isEverywhere =
      serviceNamespace === null || policy.namespace === serviceNamespace || policy.namespace === ROOT_NAMESPACE;
    if (!isEverywhere) reportLocal(field, policy, plain(host), report);
    return { labels: subset.labels, refused: null };
  }
  const elsewhere = policies.all
    .map((booked) => booked.policy)
    .filter((other) => other !== policy && isCoveredBy(host, other.host))
    .flatMap((other) => other.subsets)
    .find((candidate) => candidate.name === name);
  reportMissing(field, name, host, policy, elsewhere, report);
  if (policy === null || elsewhere === undefined) return UNKNOWN;
  return { labels: elsewhere.labels, refused: { status: 503, reason: `subset ${plain(name)} is taken away` } };
}

function reportLocal(field: Field, policy: DestinationPolicy, host: string, report: Surroundings['report']): void {
  const [rule] = policy.objects;
  if (rule === undefined) return;
  report(
    warning(
      'subset-of-one-namespace',
      field.place,
      `${named(field.object)}: subset ${shown(field.text ?? '')} of ${host} comes from ${named(rule)}, which holds only for clients in namespace ${plain(policy.namespace)}`,
      'define it in the namespace of the service',
    ),
  );
}

function reportMissing(
  field: Field,
  name: string,
  host: string,
  policy: DestinationPolicy | null,
  elsewhere: Subset | undefined,
  report: Surroundings['report'],
): void {
  const there = policy?.subsets.map((subset) => subset.name) ?? [];
  const meant = nearest(name, there);
  const begin = `${named(field.object)}: ${field.where} ${shown(name)}`;
  const define = `define subset ${shown(name)} in a DestinationRule for ${plain(host)}`;
  const text =
    policy === null
      ? `${begin} has no DestinationRule for ${plain(host)} in these files`
      : elsewhere === undefined
        ? `${begin} is no subset of ${plain(host)}, which has ${there.map(plain).join(', ') || 'none'}`
        : `${begin} is defined at ${elsewhere.place.file}:${elsewhere.place.line} and does not hold for ${plain(host)} (${policy.objects.map(named).join(', ')} does), so its share is answered 503`;
  report(missing('subset-missing', field.place, text, meant === null ? define : `write ${plain(meant)}, or ${define}`));
}
