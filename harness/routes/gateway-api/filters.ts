import type { Place } from '../../model/place.ts';
import type { Field } from '../field.ts';
import { named, plain } from '../object-name.ts';
import { note, warning } from '../problem.ts';
import type { Action, HeaderChanges, Mirror, Rewrite } from '../route-table.ts';
import type { Context } from './context.ts';
import { destination } from './destinations.ts';
import { followedBy, headerChanges, NO_CHANGES } from './header-changes.ts';
import { mirrorShare } from './mirror-share.ts';
import { pathChange, redirectAction } from './redirect.ts';
import type { Route } from './route.ts';

export interface Unexplained {
  readonly field: string;
  readonly place: Place;
}

/** What the filters of a rule do together. */
export interface Filtered {
  /** The filter answers instead of a backend (RequestRedirect, DirectResponse); null: none does. */
  readonly action: Action | null;
  readonly rewrite: Rewrite | null;
  readonly mirrors: readonly Mirror[];
  readonly requestHeaders: HeaderChanges;
  readonly responseHeaders: HeaderChanges;
  readonly unexplained: readonly Unexplained[];
}

const NOTHING: Filtered = {
  action: null,
  rewrite: null,
  mirrors: [],
  requestHeaders: NO_CHANGES,
  responseHeaders: NO_CHANGES,
  unexplained: [],
};

/** `HTTPRouteRule.filters` and `GRPCRouteRule.filters`, in the order they are written. */
export const filtered = (rule: Field, route: Route, context: Context): Filtered =>
  [...rule.at('filters').items, ...backendFilters(rule)].reduce(
    (done, filter) => withFilter(done, filter, route, context),
    NOTHING,
  );

/** Filters of single backends beyond header changes, which destinations.ts reads. */
const backendFilters = (rule: Field): readonly Field[] =>
  rule
    .at('backendRefs')
    .items.flatMap((ref) =>
      ref.at('filters').items.filter((filter) => !/^Re(quest|sponse)HeaderModifier$/.test(filter.at('type').text ?? '')),
    );

function withFilter(done: Filtered, filter: Field, route: Route, context: Context): Filtered {
  if (filter.path.includes('backendRefs')) return withUnexplained(done, filter, context);
  switch (filter.at('type').text) {
    case 'RequestHeaderModifier':
      return { ...done, requestHeaders: followedBy(done.requestHeaders, headerChanges(filter.at('requestHeaderModifier'))) };
    case 'ResponseHeaderModifier':
      return { ...done, responseHeaders: followedBy(done.responseHeaders, headerChanges(filter.at('responseHeaderModifier'))) };
    case 'RequestRedirect':
      return { ...done, action: redirectAction(filter.at('requestRedirect')) };
    case 'DirectResponse':
      return { ...done, action: directResponse(filter.at('directResponse')) };
    case 'URLRewrite':
      return { ...done, rewrite: rewriteOf(filter.at('urlRewrite')) };
    case 'RequestMirror':
      return { ...done, mirrors: [...done.mirrors, ...mirrorsOf(filter.at('requestMirror'), route, context)] };
    default:
      return withUnexplained(done, filter, context);
  }
}

function withUnexplained(done: Filtered, filter: Field, { report }: Context): Filtered {
  const type = filter.at('type').text ?? 'none';
  const field = `${filter.where} (${plain(type)})`;
  report(
    note(
      'filter-unexplained',
      filter.place,
      `${named(filter.object)}: what the filter ${field} does is not explained here`,
      'ask the implementation; shares and status may change',
    ),
  );
  return { ...done, unexplained: [...done.unexplained, { field, place: filter.place }] };
}

const rewriteOf = (filter: Field): Rewrite => ({
  path: pathChange(filter.at('path')),
  host: filter.at('hostname').text,
  place: filter.place,
});

const directResponse = (filter: Field): Action => ({
  kind: 'respond',
  status: filter.at('statusCode').number ?? 200,
  reason: 'direct response',
  place: filter.place,
});

/** An invalid mirror is dropped, not answered (`HTTPRequestMirrorFilter.backendRef`). */
function mirrorsOf(filter: Field, route: Route, context: Context): readonly Mirror[] {
  const ref = filter.at('backendRef');
  const to = destination(ref, route, context);
  if (to.refused === null) return [{ destination: to, share: mirrorShare(filter), place: filter.place }];
  context.report(
    warning(
      'mirror-dropped',
      ref.place,
      `${named(ref.object)}: ${ref.where} is invalid, so nothing is mirrored: ${to.refused.reason}`,
      'correct the reference',
    ),
  );
  return [];
}
