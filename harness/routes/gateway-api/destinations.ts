import type { Field } from '../field.ts';
import type { Destination, HeaderChanges, Weight } from '../route-table.ts';
import { backendTarget } from './backend-target.ts';
import type { Context } from './context.ts';
import { followedBy, headerChanges, NO_CHANGES } from './header-changes.ts';
import type { Route } from './route.ts';

/** An invalid HTTP backend answers 500 (`HTTPRouteRule.backendRefs`); elsewhere the connection is closed (`TCPRouteRule.backendRefs`). */
export const refusedStatus = ({ kind }: Route): number => (kind === 'HTTPRoute' || kind === 'GRPCRoute' ? 500 : 0);

/** The destinations of a rule, in the order they are written. */
export const destinations = (rule: Field, route: Route, context: Context): readonly Destination[] =>
  rule.at('backendRefs').items.map((ref) => destination(ref, route, context));

export function destination(ref: Field, route: Route, context: Context): Destination {
  const { host, port, service, refusal } = backendTarget(ref, route, context);
  return {
    host,
    port,
    subset: null,
    weight: weightOf(ref),
    service,
    subsetLabels: null,
    refused: refusal === null ? null : { status: refusedStatus(route), reason: refusal },
    requestHeaders: changesOf(ref, 'RequestHeaderModifier', 'requestHeaderModifier'),
    responseHeaders: changesOf(ref, 'ResponseHeaderModifier', 'responseHeaderModifier'),
    place: ref.place,
  };
}

/** 1 where none is written (`BackendRef.weight`). The form lets nothing but whole numbers from 0 to 1,000,000 through. */
function weightOf(ref: Field): Weight {
  const field = ref.at('weight');
  const value = field.number !== null && Number.isSafeInteger(field.number) && field.number >= 0 ? field.number : null;
  return { value: value ?? 1, isWritten: value !== null, place: value === null ? ref.place : field.place };
}

const changesOf = (ref: Field, type: string, key: string): HeaderChanges =>
  ref
    .at('filters')
    .items.filter((filter) => filter.at('type').text === type)
    .reduce((changes, filter) => followedBy(changes, headerChanges(filter.at(key))), NO_CHANGES);
