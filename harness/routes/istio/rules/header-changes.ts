import type { Field } from '../../field.ts';
import type { HeaderChanges } from '../../route-table.ts';

export const NO_CHANGES: HeaderChanges = { set: {}, add: {}, remove: [] };

/** `headers.request` or `headers.response`. The host is no header like others: `authorityOf` reads it, so it is left out here. */
export function readHeaderChanges(field: Field): HeaderChanges {
  if (!field.isWritten) return NO_CHANGES;
  return {
    set: changes(field.at('set')),
    add: changes(field.at('add')),
    remove: field.at('remove').texts.filter((name) => !isHost(name)),
  };
}

/**
 * The host that `headers.request` gives the request: setting `host` or `:authority` rewrites it, `set` before `add`; other names with a colon
 * are not changed at all (pilot: TranslateHeadersOperations).
 */
export function authorityOf(request: Field): string | null {
  for (const operation of ['set', 'add']) {
    for (const [name, value] of request.at(operation).textMap) {
      if (name.toLowerCase() === 'host' || name.toLowerCase() === ':authority') return value;
    }
  }
  return null;
}

const changes = (field: Field): Readonly<Record<string, string>> =>
  Object.fromEntries([...field.textMap].filter(([name]) => !isHost(name)));

const isHost = (name: string): boolean => name.startsWith(':') || name.toLowerCase() === 'host';
