import type { Field } from '../../field.ts';
import type { HttpMatch } from '../rules/http-route.ts';

/**
 * The matches of a rule that a delegate fills in: every match of the delegate joined with every match of the root that it fits into. Null when
 * one of them fits into none; Istio then leaves the rule out (pilot: mergeHTTPMatchRequests).
 */
export function mergeMatches(root: readonly HttpMatch[], delegate: readonly HttpMatch[]): readonly HttpMatch[] | null {
  if (root.length === 0) return delegate;
  if (delegate.length === 0) return root;
  const merged: HttpMatch[] = [];
  for (const leaf of delegate) {
    const fitting = root.filter((match) => fits(match, leaf));
    if (fitting.length === 0) return null;
    merged.push(...fitting.map((match) => join(match, leaf)));
  }
  return merged;
}

const join = (root: HttpMatch, leaf: HttpMatch): HttpMatch => ({
  place: leaf.place,
  name: root.name !== null && leaf.name !== null ? `${root.name}-${leaf.name}` : (leaf.name ?? root.name),
  uri: leaf.uri ?? root.uri,
  scheme: leaf.scheme ?? root.scheme,
  method: leaf.method ?? root.method,
  authority: leaf.authority ?? root.authority,
  headers: new Map([...root.headers, ...leaf.headers]),
  withoutHeaders: new Map([...root.withoutHeaders, ...leaf.withoutHeaders]),
  queryParams: new Map([...root.queryParams, ...leaf.queryParams]),
  ignoreUriCase: leaf.ignoreUriCase,
  port: leaf.port ?? root.port,
  sourceLabels: new Map([...root.sourceLabels, ...leaf.sourceLabels]),
  sourceNamespace: leaf.sourceNamespace ?? root.sourceNamespace,
  gateways: leaf.gateways.length === 0 ? root.gateways : leaf.gateways,
});

/** Whether the delegate's match asks for nothing that contradicts the root's (pilot: hasConflict). */
function fits(root: HttpMatch, leaf: HttpMatch): boolean {
  const rootPort = root.port?.number ?? null;
  const leafPort = leaf.port?.number ?? null;
  return (
    fitsText(root.uri, leaf.uri) &&
    fitsText(root.scheme, leaf.scheme) &&
    fitsText(root.method, leaf.method) &&
    fitsText(root.authority, leaf.authority) &&
    fitsMap(root.headers, leaf.headers) &&
    fitsMap(root.withoutHeaders, leaf.withoutHeaders) &&
    fitsMap(root.queryParams, leaf.queryParams) &&
    root.ignoreUriCase === leaf.ignoreUriCase &&
    (rootPort === null || leafPort === null || rootPort === leafPort) &&
    (root.sourceNamespace === null || root.sourceNamespace === leaf.sourceNamespace) &&
    [...leaf.sourceLabels].every(([key, value]) => (root.sourceLabels.get(key) ?? value) === value) &&
    (root.gateways.length === 0 || leaf.gateways.every((gateway) => root.gateways.includes(gateway)))
  );
}

const fitsMap = (root: ReadonlyMap<string, Field>, leaf: ReadonlyMap<string, Field>): boolean =>
  [...leaf].every(([key, field]) => fitsText(root.get(key) ?? null, field));

/** Two comparisons of one text: the delegate's must lie within the root's; a regular expression goes with nothing (pilot: stringMatchConflict). */
function fitsText(root: Field | null, leaf: Field | null): boolean {
  if (root === null || leaf === null) return true;
  const [rootExact, rootPrefix, rootRegex] = comparisons(root);
  const [leafExact, leafPrefix, leafRegex] = comparisons(leaf);
  if (rootRegex !== '' || leafRegex !== '') return false;
  if (rootExact !== '') return leafPrefix === '' && leafExact === rootExact;
  if (rootPrefix === '') return false;
  return leafPrefix === '' ? leafExact.startsWith(rootPrefix) : leafPrefix.startsWith(rootPrefix);
}

const comparisons = (field: Field): readonly [exact: string, prefix: string, regex: string] => [
  field.at('exact').text ?? '',
  field.at('prefix').text ?? '',
  field.at('regex').text ?? '',
];
