/** Most digits behind the point: nobody sends enough requests to tell more. */
const MOST_DIGITS = 8;

/**
 * A share of 0 to 1 in percent with as few digits as tell it: `30 %`, `33.3 %`, `0.04 %`. What is not everything is never `100 %`, and
 * what is not nothing never `0 %`. Null is not known: `?`.
 */
export function shareText(share: number | null): string {
  if (share === null) return '?';
  const points = share * 100;
  const rest = Math.min(points, 100 - points);
  if (rest > 0 && rest < 10 ** -MOST_DIGITS) return points < 50 ? '< 0.00000001 %' : '> 99.99999999 %';
  const digits = rest <= 0 || rest >= 1 ? 1 : Math.min(MOST_DIGITS, 1 - Math.floor(Math.log10(rest)));
  return `${points.toFixed(digits).replace(/\.?0+$/, '')} %`;
}
