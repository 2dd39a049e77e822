/**
 * A share of 0 to 1 in percent with as few digits as tell it: `30 %`, `33.3 %`, `0.04 %`. What is not everything is never `100 %`, and
 * what is not nothing never `0 %`. Null is not known: `?`.
 */
export function shareText(share: number | null): string {
  if (share === null) return '?';
  const points = share * 100;
  const rest = Math.min(points, 100 - points);
  const digits = rest <= 0 || rest >= 1 ? 1 : Math.min(12, 1 - Math.floor(Math.log10(rest)));
  return `${Number(points.toFixed(digits))} %`;
}
