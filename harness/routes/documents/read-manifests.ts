import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject, ManifestText } from '../manifest-object.ts';
import { error, note } from '../problem.ts';
import { applyKustomizations } from './apply-kustomization.ts';
import { identityOf } from './manifest-identity.ts';
import { replaceEarlier } from './replace-earlier.ts';
import type { Sourced } from './sourced.ts';
import { type Part, takeApart } from './take-apart.ts';
import { isMapValue, readYaml, shownValue, type YamlDocument } from './yaml-documents.ts';

/** Objects, and what is wrong with their texts. */
interface Manifests {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
}

const textsOf = (value: unknown): Readonly<Record<string, string>> => {
  const texts: Record<string, string> = Object.create(null);
  for (const [key, text] of Object.entries(isMapValue(value) ? value : {})) if (typeof text === 'string') texts[key] = text;
  return texts;
};

/** Groups that routes and what they lead to come from; the core has none. */
const ROUTED = /^((apps|extensions|networking\.istio\.io|gateway\.networking\.k8s\.io)\/|[^/]*$)/;

/**
 * What has no right name is an error where it counts; files of other programs that look like objects need none: an `IstioOperator`, or
 * the reports that lie beside the conformance tests of the Gateway API.
 */
const asSerious = (problem: Problem, { apiVersion, kind }: Part['value']): Problem =>
  (typeof apiVersion === 'string' && !ROUTED.test(apiVersion)) || kind === 'ConformanceReport'
    ? { ...problem, severity: 'note', fix: 'passed over' }
    : problem;

/** One part of a document as an object, or what keeps it from being one. */
const objectOf = (part: Part, document: YamlDocument, namespace: string): Manifests => {
  const placeOf: ManifestObject['placeOf'] = (...path) => document.placeOf(...part.path, ...path);
  const identity = identityOf(part, placeOf);
  if (!('kind' in identity)) return { objects: [], problems: [asSerious(identity, part.value)] };
  const { apiVersion, kind, name } = identity;
  const slash = apiVersion.indexOf('/');
  const metadata = isMapValue(part.value.metadata) ? part.value.metadata : {};
  const created = metadata.creationTimestamp;
  const object: ManifestObject = {
    apiVersion,
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    name,
    namespace: identity.namespace ?? namespace,
    labels: textsOf(metadata.labels),
    createdAt: typeof created === 'string' && created !== '' ? created : null,
    value: part.value,
    place: placeOf(),
    placeOf,
  };
  const isGenerated = (metadata.name ?? null) === null;
  const text = `${kind} ${object.namespace}/${name}: the API server will add to this name (generateName)`;
  const problems = isGenerated
    ? [note('generated-name', placeOf('metadata', 'generateName'), text, 'write metadata.name where something refers to it')]
    : [];
  return { objects: [object], problems };
};

/** Files that stand beside manifests and are none: what they say is read elsewhere. */
const isBeside = ({ value }: YamlDocument, { file, kustomizations }: ManifestText): boolean =>
  // Among the resources of a kustomization such a file is as strange as any other: kustomize refuses it.
  kustomizations === undefined && isMapValue(value) && (isElsewhere(value) || isKustomizationFile(file));

const isElsewhere = (value: Readonly<Record<string, unknown>>): boolean =>
  (typeof value.apiVersion === 'string' && value.apiVersion.startsWith('kustomize.config.k8s.io/')) ||
  value.schema === 'weighbridge/gates/v1' ||
  (value.kind === undefined && value.apiVersion === undefined && Array.isArray(value.gates));

const isKustomizationFile = (file: string): boolean => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(file);

/** Why a document is no manifest; null when it says of itself which kind it is. */
const strangeness = ({ value }: YamlDocument): string | null => {
  if (!isMapValue(value)) return `this is ${shownValue(value)}, and no Kubernetes object`;
  const lacking = ['apiVersion', 'kind'].filter((field) => value[field] === undefined || value[field] === null);
  return lacking.length === 0 ? null : `no Kubernetes object: ${lacking.join(' and ')} missing`;
};

const readDocument = (document: YamlDocument, source: ManifestText, namespace: string): Manifests => {
  if (isBeside(document, source)) return { objects: [], problems: [] };
  const strange = strangeness(document);
  if (strange !== null) {
    const say = source.isNamed === false ? note : error;
    const fix = source.isNamed === false ? 'passed over' : 'write apiVersion and kind, or give another file';
    return { objects: [], problems: [say('no-object', document.placeOf(), strange, fix)] };
  }
  const read = takeApart(document).map((part) =>
    'path' in part ? objectOf(part, document, namespace) : { objects: [], problems: [part] },
  );
  return { objects: read.flatMap(({ objects }) => objects), problems: read.flatMap(({ problems }) => problems) };
};

/**
 * Reads texts as `kubectl apply -f` would: every document, lists taken apart, in the order they are given. What one kustomization or
 * several say about a text is done to its objects. An object that is given twice is there once, as it was given last.
 *
 * @param texts YAML or JSON, each with the name of its file
 * @param namespace of objects that name none
 * @returns the objects, and every fault with its place; nothing is thrown, whatever the texts hold
 */
export const readManifests = (texts: readonly ManifestText[], namespace: string): Manifests => {
  const problems: Problem[] = [];
  const sourced: Sourced[] = [];
  for (const source of texts) {
    const yaml = readYaml(source);
    for (const problem of yaml.problems) problems.push(problem);
    for (const document of yaml.documents) {
      const read = readDocument(document, source, namespace);
      for (const object of read.objects) sourced.push({ object, kustomizations: source.kustomizations ?? [] });
      for (const problem of read.problems) problems.push(problem);
    }
  }
  const kustomized = applyKustomizations(sourced);
  const single = replaceEarlier(kustomized.sourced);
  return { objects: single.objects, problems: [...problems, ...kustomized.problems, ...single.problems] };
};
