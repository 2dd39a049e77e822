import type { HeaderChanges } from '../../../routes/route-table.ts';
import type { Json } from './json.ts';

/** Changes of request and response headers, as routes and weighted clusters take them. */
export function headerChanges(request: HeaderChanges, response: HeaderChanges): Record<string, Json> {
  return { ...fields('request', request), ...fields('response', response) };
}

function fields(side: 'request' | 'response', { set, add, remove }: HeaderChanges): Record<string, Json> {
  const changes = [
    ...Object.entries(set).map(([key, value]) => change(key, value, 'OVERWRITE_IF_EXISTS_OR_ADD')),
    ...Object.entries(add).map(([key, value]) => change(key, value, 'APPEND_IF_EXISTS_OR_ADD')),
  ];
  return {
    ...(changes.length === 0 ? {} : { [`${side}_headers_to_add`]: changes }),
    ...(remove.length === 0 ? {} : { [`${side}_headers_to_remove`]: [...remove] }),
  };
}

function change(key: string, value: string, action: string): Json {
  return { header: { key, value }, append_action: action };
}
