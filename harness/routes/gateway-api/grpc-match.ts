import type { Field } from '../field.ts';
import type { TextTest } from '../route-table.ts';
import type { Report } from './context.ts';
import type { RankedMatch } from './http-match.ts';
import { headerConditions } from './match-fields.ts';

/**
 * `GRPCRouteMatch`, as conditions on the path `/service/method` that gRPC calls in HTTP/2. Keys: characters of the service, characters of
 * the method, headers (`GRPCRouteRule.matches`).
 */
export function grpcMatch(field: Field, report: Report): RankedMatch {
  const method = field.at('method');
  const test = pathTest(method);
  const headers = headerConditions(field.at('headers'), report);
  const path = test === null ? [] : [{ on: 'path' as const, test, place: method.place }];
  return {
    match: { conditions: [...path, ...headers], place: field.place },
    keys: [partOf(method, 'service').length, partOf(method, 'method').length, headers.length],
  };
}

function pathTest(method: Field): TextTest | null {
  const service = partOf(method, 'service');
  const name = partOf(method, 'method');
  if (service === '' && name === '') return null;
  const isRegex = method.at('type').text === 'RegularExpression';
  if (!isRegex && service !== '') {
    return { kind: name === '' ? 'prefix' : 'exact', value: `/${service}/${name}`, ignoreCase: false };
  }
  const part = (written: string) => (written === '' ? '[^/]+' : isRegex ? `(?:${written})` : escaped(written));
  return { kind: 'regex', value: `/${part(service)}/${part(name)}`, ignoreCase: false };
}

/** Empty counts as not written (`GRPCMethodMatch`). */
const partOf = (method: Field, key: 'service' | 'method'): string => method.at(key).text ?? '';

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
