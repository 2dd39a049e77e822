import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const isAuthority = (name: string): boolean => /^(:authority|host)$/i.test(name);
const isInternal = (name: string): boolean => name.startsWith(':') || /^host$/i.test(name);

const nameFaults = (name: string, spot: Spot, mayBeAuthority: boolean): readonly FormFault[] => {
  if (name === '') return [fault('invalid-header', spot.path, 'has an empty name', 'write the name of a header')];
  if (!isInternal(name) || (mayBeAuthority && isAuthority(name))) return [];
  return [
    fault(
      'invalid-header',
      spot.path,
      `changes ${shown(name)}, which Istio does not let go`,
      'write another header; rewrite.authority changes the host',
    ),
  ];
};

const OPERATIONS = ['add', 'set'];

/** istio `validateHTTPRoute`, header operations: the pseudo headers stay as they are, but for the host of a request. */
export const headerFaults = (headers: Spot): readonly FormFault[] =>
  ['request', 'response'].flatMap((direction) => {
    const changes = headers.at(direction);
    return [
      ...OPERATIONS.flatMap((operation) =>
        changes.at(operation).fields.flatMap(([name, value]) => nameFaults(name, value, direction === 'request')),
      ),
      ...changes.at('remove').items.flatMap((name) => (name.text === null ? [] : nameFaults(name.text, name, false))),
    ];
  });

/** istio `validateAuthorityRewrite`: the host of a request is rewritten in one place. */
export const authorityFaults = (rule: Spot): readonly FormFault[] => {
  const changes = OPERATIONS.flatMap((operation) => rule.at('headers', 'request', operation).fields);
  const places = [
    ...(rule.at('rewrite', 'authority').words === null ? [] : [rule.at('rewrite', 'authority')]),
    ...changes.flatMap(([name, value]) => (isAuthority(name) && value.words !== null ? [value] : [])),
  ];
  const [, second] = places;
  return second === undefined
    ? []
    : [fault('authority-twice', second.path, 'rewrites the host a second time', 'keep one of the two')];
};
