import { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { named, plain } from '../../object-name.ts';
import { error, missing, warning } from '../../problem.ts';
import { type HttpRoute, httpRoute } from '../rules/http-route.ts';
import type { Report } from '../surroundings.ts';
import { mergeMatches } from './merge-matches.ts';

/** Fields of the root that hold where the delegate's rule does not write them (pilot: mergeHTTPRoute). */
const INHERITED = new Set(
  'rewrite timeout retries fault mirror mirrorPercent mirror_percent mirrorPercentage mirrors corsPolicy headers'.split(' '),
);

/** The rules of `http`, with those of delegates in the place of what refers to them. A rule whose delegate is in no file stays as it is. */
export function withDelegates(
  routes: readonly Field[],
  objects: readonly ManifestObject[],
  report: Report,
): readonly HttpRoute[] {
  return routes.flatMap((route) => {
    const root = httpRoute(route);
    const field = route.at('delegate');
    if (!field.isWritten) return [root];
    const delegate = findDelegate(field, objects, report);
    if (delegate === 'unknown') return [root];
    if (delegate === null) return [];
    return Field.spec(delegate)
      .at('http')
      .items.flatMap((leaf) => fillIn(root, field, leaf, report) ?? []);
  });
}

/** `NAMESPACE/NAME` that a rule delegates to: the namespace of the rule unless it says another. */
export const delegateName = (field: Field): string =>
  `${field.at('namespace').text || field.object.namespace}/${field.at('name').text ?? ''}`;

/** Null: the delegate is there and Istio does not take it. */
function findDelegate(field: Field, objects: readonly ManifestObject[], report: Report): ManifestObject | 'unknown' | null {
  const name = delegateName(field);
  const found = objects.find((object) => object.kind === 'VirtualService' && `${object.namespace}/${object.name}` === name);
  const begin = `${named(field.object)}: ${field.where} ${plain(name)}`;
  if (found === undefined) {
    report(
      missing(
        'delegate-missing',
        field.place,
        `${begin} is not in these files, so what this rule does is unknown`,
        `add VirtualService ${plain(name)}`,
      ),
    );
    return 'unknown';
  }
  const spec = Field.spec(found);
  if (spec.at('hosts').texts.length > 0) {
    report(
      error(
        'delegate-has-hosts',
        field.place,
        `${begin} has hosts of its own, so Istio does not take it as a delegate and leaves the rule out`,
        `remove spec.hosts of ${named(found)}`,
      ),
    );
    return null;
  }
  const exportTo = spec.at('exportTo').texts;
  const sees = (to: string) =>
    to === '*' || to === field.object.namespace || (to === '.' && found.namespace === field.object.namespace);
  if (exportTo.length > 0 && !exportTo.some(sees)) {
    report(
      warning(
        'delegate-not-exported',
        field.place,
        `${begin} is not exported to namespace ${plain(field.object.namespace)}, so the rule is left out`,
        `add ${plain(field.object.namespace)} to spec.exportTo of ${named(found)}`,
      ),
    );
    return null;
  }
  return found;
}

/** One rule of a delegate in the frame of the rule that delegates to it; null where it is left out. */
function fillIn(root: HttpRoute, field: Field, leaf: Field, report: Report): HttpRoute | null {
  if (leaf.at('delegate').isWritten) {
    report(
      error(
        'delegate-nested',
        leaf.at('delegate').place,
        `${named(leaf.object)}: ${leaf.at('delegate').where} delegates again, which Istio refuses`,
        'write the rules of the second delegate here',
      ),
    );
    return null;
  }
  const own = httpRoute(leaf);
  const matches = mergeMatches(root.matches, own.matches);
  if (matches === null) {
    report(
      warning(
        'delegate-match-conflict',
        leaf.place,
        `${named(leaf.object)}: ${leaf.where} matches what the rule that delegates to it does not (${field.place.file}:${field.place.line}), so Istio leaves it out`,
        'match a part of what the delegating rule matches, without regular expressions',
      ),
    );
    return null;
  }
  return {
    object: leaf.object,
    place: leaf.place,
    where: leaf.where,
    name: root.name !== null && own.name !== null ? `${root.name}-${own.name}` : (own.name ?? root.name),
    matches,
    at: (key) => (!leaf.at(key).isWritten && INHERITED.has(key) ? root.at(key) : leaf.at(key)),
  };
}
