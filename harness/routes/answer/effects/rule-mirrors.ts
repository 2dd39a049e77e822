import type { RouteMirror } from '../../../model/routes-report.ts';
import type { Mirror, Percentage, Rule } from '../../route-table.ts';
import { destinationText } from '../shares/destination-text.ts';

/** The percentage that gateways draw by: `numerator / denominator` as an exact decimal, at most four digits after the point. */
export const drawnPercent = ({ numerator, denominator }: Percentage): string => {
  const places = String(denominator).length - 3;
  const digits = String(numerator).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
};

const mirrorOf = ({ destination, share, place }: Mirror): RouteMirror => ({
  destination: destinationText(destination),
  percent: drawnPercent(share),
  share: share.numerator / share.denominator,
  drawnFrom: share.denominator,
  place,
});

/** Where a rule sends copies, in the order of the manifest. */
export const ruleMirrors = ({ mirrors }: Rule): readonly RouteMirror[] => mirrors.map(mirrorOf);
