import type { Spread } from '../measure/spread.ts';

/** A number with about as many digits as are worth reading: 94,212 · 213 · 21.3 · 2.13. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many: a whole number with its thousands set apart. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `median (lowest to highest)`. */
export function spreadText(spread: Spread): string {
  return `${figure(spread.median)} (${figure(spread.lowest)} to ${figure(spread.highest)})`;
}

/** What a ratio is held against, and which side of it it is on; empty where nothing is asked. */
export function askedText(ratio: number, asked: { readonly least?: number; readonly most?: number }): string {
  const { least, most } = asked;
  if (least !== undefined) return `≥ ${least.toFixed(2)}: ${ratio >= least ? 'met' : 'missed'}`;
  if (most !== undefined) return `≤ ${most.toFixed(2)}: ${ratio <= most ? 'met' : 'missed'}`;
  return '';
}
