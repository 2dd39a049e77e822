import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { backendRefFaults } from './backend-refs.ts';

/** The field that goes with each type of filter. */
const FIELD_OF: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
  DirectResponse: 'directResponse',
};
/** A redirect takes the place of a backend; of the others, a mirror and an extension can stand several times in one list. */
const MANY = ['RequestMirror', 'ExtensionRef'];

const typeFaults = (filter: Spot): readonly FormFault[] => {
  const type = filter.at('type').text ?? '';
  const field = Object.hasOwn(FIELD_OF, type) ? FIELD_OF[type] : undefined;
  if (field === undefined) return [];
  const others = Object.values(FIELD_OF).filter((other) => other !== field && filter.has(other));
  return [
    ...(filter.has(field)
      ? []
      : [fault('filter-without-field', filter.at(field).path, `is missing, and type is ${type}`, `write ${field}:`)]),
    ...others.map((other) =>
      fault(
        'filter-type',
        filter.at(other).path,
        `cannot be in a filter of type ${type}`,
        `write a filter of its own for ${other}`,
      ),
    ),
  ];
};

const mirrorFaults = (mirror: Spot): readonly FormFault[] => {
  const fraction = mirror.at('fraction');
  const [numerator, denominator] = [fraction.at('numerator').number, fraction.at('denominator').number ?? 100];
  return [
    ...backendRefFaults(mirror.at('backendRef')),
    ...(mirror.has('percent') && fraction.isSet
      ? [fault('fields-exclude', fraction.path, 'cannot be together with percent', 'keep one of the two')]
      : []),
    ...(numerator !== null && numerator > denominator
      ? [
          fault(
            'out-of-range',
            fraction.at('numerator').path,
            `is ${numerator}, above the denominator ${denominator}`,
            `write 0 to ${denominator}`,
          ),
        ]
      : []),
  ];
};

/** Gateway API, `HTTPPathModifier`: the field that the type names, and no other. */
const pathFaults = (path: Spot): readonly FormFault[] => {
  const fields: Readonly<Record<string, string>> = {
    ReplaceFullPath: 'replaceFullPath',
    ReplacePrefixMatch: 'replacePrefixMatch',
  };
  const type = path.at('type').text ?? '';
  const field = Object.hasOwn(fields, type) ? fields[type] : undefined;
  if (field === undefined) return [];
  const other = Object.values(fields).find((one) => one !== field && path.has(one));
  return [
    ...(path.has(field)
      ? []
      : [fault('missing-field', path.at(field).path, `is missing, and type is ${type}`, `write ${field}:`)]),
    ...(other === undefined
      ? []
      : [fault('fields-exclude', path.at(other).path, `cannot be together with type ${type}`, `write ${field}`)]),
  ];
};

const corsFaults = (cors: Spot): readonly FormFault[] =>
  ['allowOrigins', 'allowMethods', 'allowHeaders']
    .map((field) => cors.at(field))
    .filter(({ items }) => items.length > 1 && items.some(({ text }) => text === '*'))
    .map(({ path }) => fault('fields-exclude', path, 'has "*" beside others', 'write "*" alone'));

/** Of one type one filter, and no redirect beside a rewrite (rules of `HTTPRouteRule.filters`). */
const listFaults = (filters: Spot): readonly FormFault[] => {
  const types = filters.items.map((filter) => filter.at('type'));
  const repeated = types.filter(
    ({ text }, index) => text !== null && !MANY.includes(text) && types.slice(0, index).some((earlier) => earlier.text === text),
  );
  const rewrite = types.find(({ text }) => text === 'URLRewrite');
  const hasRedirect = types.some(({ text }) => text === 'RequestRedirect');
  return [
    ...repeated.map(({ path, text }) => fault('repeated-item', path, `is ${text} once more`, 'write one filter of this type')),
    ...(hasRedirect && rewrite !== undefined
      ? [fault('fields-exclude', rewrite.path, 'is URLRewrite beside RequestRedirect', 'keep one of the two')]
      : []),
  ];
};

/** Filters of a rule or of a backend, in an HTTPRoute or a GRPCRoute. */
export const filterFaults = (filters: Spot): readonly FormFault[] => [
  // Lists are short by the schema; a longer one is refused there, and its pairs are not compared.
  ...(filters.items.length <= 16 ? listFaults(filters) : []),
  ...filters.items.flatMap((filter) => [
    ...typeFaults(filter),
    ...mirrorFaults(filter.at('requestMirror')),
    ...pathFaults(filter.at('requestRedirect', 'path')),
    ...pathFaults(filter.at('urlRewrite', 'path')),
    ...corsFaults(filter.at('cors')),
    ...backendRefFaults(filter.at('externalAuth', 'backendRef')),
  ]),
];

/** A filter that replaces the prefix that was matched: there must be exactly one to replace. */
export const replacesPrefix = (filters: Spot): Spot | undefined =>
  filters.items
    .flatMap((filter) => [filter.at('requestRedirect', 'path'), filter.at('urlRewrite', 'path')])
    .find((path) => path.at('type').text === 'ReplacePrefixMatch' && path.has('replacePrefixMatch'));
