import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { error } from '../problem.ts';
import type { Part } from './take-apart.ts';
import { isMapValue, shownValue } from './yaml-documents.ts';

/** What an object is called, as written; `namespace` is null where none is. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
}

/** Finds the line of a field of the object. */
type PlaceOf = (...path: readonly (string | number)[]) => Place;

const API_VERSION = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/;
const KIND = /^[A-Za-z][A-Za-z0-9]*$/;
/**
 * Names of objects are those of DNS, in lower case (Kubernetes, "Object Names and IDs"); only those of roles may hold anything but `/` and
 * `%`. Control characters are refused there too: a name is printed.
 */
const DNS_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PATH_SEGMENT = /^(?!\.{1,2}$)[^/%\p{C}\p{Z}]+$/u;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** One field that must be a text of some form. */
interface Wanted {
  readonly path: readonly string[];
  readonly form: RegExp;
  readonly longest: number;
  readonly fix: string;
}

/** What to write where YAML makes something else of a name. */
const QUOTES: Readonly<Record<string, string>> = {
  number: 'write it in quotes, for only then it is a text',
  boolean: 'write it in quotes: YAML reads y, yes and on as true, n, no and off as false',
};

const fieldText = (
  value: unknown,
  wanted: Wanted,
  placeOf: PlaceOf,
  owner: string,
): { readonly text: string | null; readonly problem: Problem | null } => {
  const place = placeOf(...wanted.path);
  const field = `${owner}: ${wanted.path.join('.')}`;
  if (typeof value !== 'string') {
    const fix = Object.hasOwn(QUOTES, typeof value) ? (QUOTES[typeof value] ?? '') : wanted.fix;
    return {
      text: null,
      problem: error('invalid-identity', place, `${field} is ${shownValue(value)} where a text belongs`, fix),
    };
  }
  if (value.length <= wanted.longest && wanted.form.test(value)) return { text: value, problem: null };
  return {
    text: null,
    problem: error('invalid-identity', place, `${field} ${shown(value)} is no name that Kubernetes takes`, wanted.fix),
  };
};

const LOWER_CASE_FIX = 'write small letters, digits and - (and . in the name), beginning and ending with a letter or digit';

/**
 * Reads what an object is called. A name that Kubernetes would not take is refused here, so that everything behind this may print it.
 *
 * @param placeOf finds the line of a field of this object
 * @returns the identity, or what is wrong with it
 */
export const identityOf = ({ value }: Part, placeOf: PlaceOf): Identity | Problem => {
  const { apiVersion, kind, metadata } = value;
  const readKind = fieldText(
    kind,
    { path: ['kind'], form: KIND, longest: 63, fix: 'write the kind of the object: VirtualService' },
    placeOf,
    'object',
  );
  if (readKind.problem !== null) return readKind.problem;
  const owner = readKind.text ?? '';
  const version = fieldText(
    apiVersion,
    { path: ['apiVersion'], form: API_VERSION, longest: 253, fix: 'write group/version: networking.istio.io/v1' },
    placeOf,
    owner,
  );
  if (version.problem !== null) return version.problem;
  if (!isMapValue(metadata)) {
    const text = metadata === undefined || metadata === null ? 'metadata is missing' : `metadata is ${shownValue(metadata)}`;
    return error('invalid-identity', placeOf('metadata'), `${owner}: ${text}`, 'write metadata: with a name below it');
  }
  const name = readName(metadata, placeOf, owner, version.text ?? '');
  if (typeof name !== 'string') return name;
  const { namespace = null } = metadata;
  if (namespace === null || namespace === '') return { apiVersion: version.text ?? '', kind: owner, name, namespace: null };
  const read = fieldText(
    namespace,
    { path: ['metadata', 'namespace'], form: NAMESPACE, longest: 63, fix: LOWER_CASE_FIX },
    placeOf,
    `${owner} ${name}`,
  );
  return read.problem ?? { apiVersion: version.text ?? '', kind: owner, name, namespace: read.text };
};

/** `metadata.name`, or what the API server would begin one with: such an object has no name before it is there. */
const readName = (metadata: Part['value'], placeOf: PlaceOf, owner: string, apiVersion: string): string | Problem => {
  const form = apiVersion.startsWith('rbac.authorization.k8s.io/') ? PATH_SEGMENT : DNS_NAME;
  const field = (metadata.name ?? null) === null && (metadata.generateName ?? null) !== null ? 'generateName' : 'name';
  const value = metadata[field];
  if (value === undefined || value === null || value === '') {
    return error('invalid-identity', placeOf('metadata', field), `${owner}: metadata.name is missing`, 'write metadata.name');
  }
  const written = field === 'generateName' && typeof value === 'string' ? value.replace(/[-.]+$/, '') : value;
  const { text, problem } = fieldText(
    written,
    { path: ['metadata', field], form, longest: 253, fix: LOWER_CASE_FIX },
    placeOf,
    owner,
  );
  return text === null ? (problem as Problem) : String(value);
};
