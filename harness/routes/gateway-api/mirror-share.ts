import type { Field } from '../field.ts';
import type { Percentage } from '../route-table.ts';

const DENOMINATORS = [100, 10_000, 1_000_000] as const;

/**
 * `percent` or `fraction` (denominator 100 where none is written) of `HTTPRequestMirrorFilter`; neither: all requests. Exact where a
 * hundredth, ten-thousandth or millionth holds it, else cut to whole millionths, as Istio does on its way to Envoy.
 */
export function mirrorShare(filter: Field): Percentage {
  const percent = filter.at('percent').number;
  const fraction = filter.at('fraction');
  if (!fraction.isWritten) return hundredths(percent ?? 100);
  const numerator = fraction.at('numerator').number ?? 0;
  const denominator = fraction.at('denominator').number ?? 100;
  if (denominator <= 0 || numerator < 0 || numerator > denominator) return hundredths(100);
  const exact = DENOMINATORS.find((one) => (numerator * one) % denominator === 0);
  const base = exact ?? 1_000_000;
  const parts = Math.floor((numerator * base) / denominator);
  return {
    numerator: parts,
    denominator: base,
    text: exact === undefined ? ((parts * 100) / base).toFixed(4) : `${(parts * 100) / base}`,
  };
}

const hundredths = (percent: number): Percentage => ({ numerator: percent, denominator: 100, text: `${percent}` });
