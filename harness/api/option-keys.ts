import type { OptionName } from '../cli/options.ts';
import { nearest } from '../text/nearest.ts';

/** The unit of a bare number, where the command line has one behind the value: `--timeout 500ms`, `timeoutMs: 500`. */
export const UNITS: Readonly<Partial<Record<OptionName, { readonly suffix: string; readonly behind: string }>>> = {
  duration: { suffix: 'Ms', behind: 'ms' },
  timeout: { suffix: 'Ms', behind: 'ms' },
  'ready-timeout': { suffix: 'Ms', behind: 'ms' },
  tolerance: { suffix: 'Points', behind: '' },
  rate: { suffix: 'PerSecond', behind: '' },
};

/** What an option is called in a program: `group-by` is `groupBy`, `timeout` is `timeoutMs`. */
export function keyOf(name: OptionName): string {
  return camelCase(name) + (UNITS[name]?.suffix ?? '');
}

/** The option that a key means; null for another key. */
export function optionOf(key: string, names: readonly OptionName[]): OptionName | null {
  return names.find((name) => keyOf(name) === key) ?? null;
}

/** What an unknown key was most likely meant to be, also one with dashes or without its unit. Null when nothing is near. */
export function meantKey(key: string, names: readonly OptionName[], others: readonly string[]): string | null {
  const named = names.find((name) => camelCase(name) === camelCase(key));
  return named === undefined ? nearest(key, [...names.map(keyOf), ...others]) : keyOf(named);
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
