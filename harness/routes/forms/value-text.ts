import { shown } from '../../text/shown.ts';

/** A value as messages show it: `"80"`, `1.5`, `true`, `a list`, `a set of fields`. */
export const valueText = (value: unknown): string => {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a set of fields';
  return value === null ? 'empty' : String(value);
};
