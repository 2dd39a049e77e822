import { fullHost } from '../../cluster/host-names.ts';
import { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { named, plain } from '../../object-name.ts';
import { note } from '../../problem.ts';
import { gatewayName, MESH } from '../gateway-name.ts';
import { type PlaceableRule, readHttpRule } from '../rules/http-rule.ts';
import { readL4Rule } from '../rules/l4-rule.ts';
import type { Surroundings } from '../surroundings.ts';
import { withDelegates } from './delegates.ts';
import { unknownDelegate } from './unknown-delegate.ts';

/** A VirtualService with its names completed and its rules read. */
export interface VirtualService {
  readonly object: ManifestObject;
  readonly hosts: readonly VirtualServiceHost[];
  /** `NAMESPACE/NAME` or `mesh`. */
  readonly gateways: readonly { readonly name: string; readonly field: Field }[];
  readonly http: readonly PlaceableRule[];
  readonly tls: readonly PlaceableRule[];
  readonly tcp: readonly PlaceableRule[];
}

export interface VirtualServiceHost {
  /** Completed, lower case. */
  readonly host: string;
  readonly field: Field;
}

/** Reads a VirtualService (Istio reference: VirtualService); null for one without hosts, which only others delegate to. */
export function readVirtualService(object: ManifestObject, surroundings: Surroundings): VirtualService | null {
  const spec = Field.spec(object);
  const hosts = spec
    .at('hosts')
    .items.flatMap((field): VirtualServiceHost[] =>
      field.text === null ? [] : [{ host: fullHost(field.text.toLowerCase(), object.namespace), field }],
    );
  if (hosts.length === 0) return null;
  reportLimitedView(spec.at('exportTo'), surroundings);
  const written = spec
    .at('gateways')
    .items.flatMap((field) => (field.text === null ? [] : [{ name: gatewayName(field.text, object.namespace), field }]));
  return {
    object,
    hosts,
    gateways: written.length === 0 ? [{ name: MESH, field: spec.at('gateways') }] : written,
    http: withDelegates(spec.at('http').items, surroundings.objects, surroundings.report).map(
      (route) => unknownDelegate(route) ?? readHttpRule(route, surroundings),
    ),
    tls: spec.at('tls').items.map((route) => readL4Rule(route, surroundings)),
    tcp: spec.at('tcp').items.map((route) => readL4Rule(route, surroundings)),
  };
}

function reportLimitedView(exportTo: Field, { report }: Surroundings): void {
  const namespaces = exportTo.texts;
  if (namespaces.length === 0 || namespaces.includes('*')) return;
  report(
    note(
      'exported-to-some',
      exportTo.place,
      `${named(exportTo.object)}: exportTo limits it to ${namespaces.map(plain).join(', ')}, and the answers are those for clients that see it`,
      'ask for clients in these namespaces only',
    ),
  );
}
