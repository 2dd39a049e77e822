/** One in the last printed place: 0.1 for `0.6`, 1e-21 for `7e-21`, 1 for `100`. */
const lastPlace = (printed: string): number => {
  const [mantissa = '', exponent = '0'] = printed.split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
};

/** Half a place from rounding, and a little more because the published tables were rounded twice (92.348, 92.35, 92.4). */
const SLACK_PLACES = 0.551;

/** A computed value rounds to the printed one, such as `0.6`, `7e-21` or `100`. */
export const agrees = (value: number, printed: string): boolean =>
  Math.abs(value - Number(printed)) <= SLACK_PLACES * lastPlace(printed);

/** A probability as per cent for people: `100 %` and `0 %` mean exactly that, everything nearer than 0.01 % says so. */
export const percentText = (probability: number, complement: number): string => {
  const [percent, rest] = [100 * probability, 100 * complement];
  if (percent === 0 || rest === 0) {
    return percent === 0 ? '0 %' : '100 %';
  }
  if (percent < 0.01 || rest < 0.01) {
    return percent < 0.01 ? 'under 0.01 %' : 'over 99.99 %';
  }
  return percent < 1 || rest < 1 ? `${(rest < 1 ? 100 - rest : percent).toFixed(2)} %` : `${percent.toFixed(1)} %`;
};
