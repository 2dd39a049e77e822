import { percent, pValue, thousands } from './numbers.ts';

/** A p-value as a cell holds it: `0.81`, `3.2e-14`, `< 1e-300 (log10 p = -8688.3)`. Null is not known: `–`. */
export function pCell(p: number | null, log10P: number | null): string {
  return p === null || log10P === null ? '–' : pValue(p, log10P).replace(/^p (?:= )?/, '');
}

/** An adjusted p-value, of which no logarithm is kept. */
export function pHolmCell(pHolm: number | null): string {
  if (pHolm === null) return '–';
  return pHolm < 1e-300 ? '< 1e-300' : pCell(pHolm, Math.log10(pHolm));
}

/** `57.1 % – 62.3 %`; `–` where no interval is known. */
export function intervalText(lo: number | null, hi: number | null): string {
  return lo === null || hi === null ? '–' : `${percent(lo)} – ${percent(hi)}`;
}

/** An expected count; one below 10 keeps a decimal, as 0.4 expected and 0 expected are different promises. */
export function expectedText(expected: number): string {
  return expected > 0 && expected < 10 ? expected.toFixed(1) : thousands(expected);
}

/** A number with so many digits behind the point, and a real minus sign. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** Milliseconds of a latency: `0.042`, `1.57`, `38.2`, `1,204`. */
export function latencyText(milliseconds: number): string {
  const rounded = Number(milliseconds.toPrecision(3));
  return rounded >= 1000 ? thousands(milliseconds) : String(rounded);
}

/** `1 request`, `2 requests`. */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}
