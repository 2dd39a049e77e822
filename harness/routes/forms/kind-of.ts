import { nearest } from '../../text/nearest.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { doubt, type FormFault, fault } from './form-fault.ts';
import { apiVersionOf, GATEWAY_API, ISTIO, KINDS } from './kinds.ts';
import type { Schema } from './schema.ts';
import { isSkippedKind } from './skipped-kinds.ts';
import { valueText } from './value-text.ts';

/** What an object is: of a kind that is read, of one that is not, or neither. */
export type KindFound =
  | { readonly is: 'known'; readonly schema: Schema; readonly doubts: readonly FormFault[] }
  | { readonly is: 'skipped' }
  | { readonly is: 'wrong'; readonly fault: FormFault };

/** Groups whose kinds are all known by name, so that another name is a mistake. */
const CLOSED_GROUPS = [ISTIO, GATEWAY_API];
const GROUPS = [...new Set(KINDS.map(({ group }) => group))];
const KIND_NAMES = [...new Set(KINDS.map(({ kind }) => kind))];

/** The API version to write for a kind: the newest of each group that has it. */
const apiVersions = (kind: string): readonly string[] =>
  KINDS.filter((known) => known.kind === kind).flatMap(({ group, versions }) =>
    Object.entries(versions)
      .filter(([, { standing }]) => standing === 'current')
      .slice(0, 1)
      .map(([version]) => apiVersionOf(group, version)),
  );

const wrongVersion = ({ apiVersion, group }: ManifestObject, versions: readonly string[]): FormFault => {
  const [first = '', ...others] = versions.map((version) => apiVersionOf(group, version));
  const fix = others.length === 0 ? `write ${first}` : `write ${first}; ${others.join(' and ')} can be read as well`;
  return fault('unknown-version', ['apiVersion'], `is ${valueText(apiVersion)}, a version that is not known`, fix);
};

/** A kind that is read, under a group that has none of this name. Other groups may well have one: Knative has a Service, Gloo a VirtualService. */
const wrongGroup = ({ apiVersion, group, kind }: ManifestObject): FormFault | null => {
  if (group === 'networking.x-k8s.io') {
    return fault(
      'version-gone',
      ['apiVersion'],
      `is ${valueText(apiVersion)}, which is gone, and its fields are others`,
      `write ${GATEWAY_API}/v1 and backendRefs for forwardTo`,
    );
  }
  const isOurs =
    GROUPS.includes(group) ||
    ['networking.k8s.io', 'networking.istio.io.k8s.io'].includes(group) ||
    nearest(group, GROUPS) !== null;
  return isOurs
    ? fault(
        'wrong-group',
        ['apiVersion'],
        `is ${valueText(apiVersion)}, which has no ${kind}`,
        `write ${apiVersions(kind).join(' or ')}`,
      )
    : null;
};

/** The kind that a name most likely means, whatever its capitals. */
const nearKind = (kind: string, names: readonly string[]): string | null => {
  const lower = names.map((name) => name.toLowerCase());
  const near = nearest(kind.toLowerCase(), lower);
  return near === null ? null : (names[lower.indexOf(near)] ?? null);
};

/** A kind that nothing is read from: perhaps one of ours, spelled another way. */
const otherKind = ({ group, kind }: ManifestObject): FormFault | null => {
  if (group === GATEWAY_API && kind === 'ReferencePolicy') {
    return fault('unknown-kind', ['kind'], 'is "ReferencePolicy", which is gone', `write ReferenceGrant of ${GATEWAY_API}/v1`);
  }
  const isClosed = CLOSED_GROUPS.includes(group);
  const names = isClosed ? KINDS.filter((known) => known.group === group).map((known) => known.kind) : KIND_NAMES;
  const meant = GROUPS.includes(group) ? nearKind(kind, names) : null;
  if (!isClosed && meant === null) return null;
  const fix = meant === null ? `known here are ${names.join(', ')}` : `did you mean ${meant}?`;
  return fault('unknown-kind', ['kind'], `is ${valueText(kind)}, which is not known`, fix);
};

/** Kinds of the core group that stand near to one of ours without meaning it. */
const OWN_KINDS = new Set(['/Secret', '/Node', '/Event', '/Endpoints', '/PodTemplate', '/ServiceAccount']);

/** Finds the form of an object by its kind and API version. */
export const kindOf = (object: ManifestObject): KindFound => {
  const { group, version, kind } = object;
  const known = KINDS.find((one) => one.group === group && one.kind === kind);
  if (known === undefined) {
    if (isSkippedKind(group, kind) || OWN_KINDS.has(`${group}/${kind}`)) return { is: 'skipped' };
    const wrong = KIND_NAMES.includes(kind) ? wrongGroup(object) : otherKind(object);
    return wrong === null ? { is: 'skipped' } : { is: 'wrong', fault: wrong };
  }
  const form = Object.hasOwn(known.versions, version) ? known.versions[version] : undefined;
  if (form === undefined) return { is: 'wrong', fault: wrongVersion(object, Object.keys(known.versions)) };
  if (form.standing === 'current') return { is: 'known', schema: form.schema, doubts: [] };
  const text = `is ${valueText(object.apiVersion)}, which current releases no longer serve`;
  const fix = `write ${apiVersions(kind).find((one) => group === 'extensions' || one.startsWith(group)) ?? ''}${kind === 'Deployment' ? ', which needs spec.selector' : ''}`;
  return { is: 'known', schema: form.schema, doubts: [doubt('old-version', ['apiVersion'], text, fix)] };
};
