import type { Place } from '../../../model/place.ts';
import { plain } from '../../object-name.ts';
import type { Condition } from '../../route-table.ts';
import type { WayIn } from './way-in.ts';

interface Source {
  readonly sourceLabels: ReadonlyMap<string, string>;
  readonly sourceNamespace: string | null;
  readonly place: Place;
}

/**
 * What a match asks of the client: the labels and the namespace of the proxy that the request passes (pilot: sourceMatchHTTP). At a gateway that
 * proxy is the gateway itself, whose labels its selector tells in part. Null: this match never holds here.
 */
export function clientConditions({ sourceLabels, sourceNamespace, place }: Source, wayIn: WayIn): readonly Condition[] | null {
  const known = wayIn.labels;
  const open = [...sourceLabels].filter(([key, value]) => known?.get(key) !== value);
  if (open.some(([key]) => known?.has(key))) return null;
  const text = [
    ...open.map(([key, value]) => `label ${plain(key)} = ${plain(value)}`),
    ...(sourceNamespace === null ? [] : [`namespace ${plain(sourceNamespace)}`]),
  ].join(' and ');
  if (text === '') return [];
  const who = known === null ? 'client' : 'gateway pod';
  return [{ on: 'client', text: `${who} with ${text}`, namespace: sourceNamespace, place }];
}
