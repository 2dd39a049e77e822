/** 1234567 as `1,234,567`; numbers that no run will ever reach as `7.1e281`. Whole numbers only. */
export const wholeText = (value: number): string =>
  value > 1e18 ? value.toExponential(1).replace('e+', 'e') : value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');

const trimZeros = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);

/** A measured share as `24.0 %`, with two decimals below 1 % and two digits that mean something below 0.01 %. */
export const percentText = (share: number): string => {
  const points = share * 100;
  if (points === 0 || points >= 0.995) {
    return `${points.toFixed(points === 0 ? 0 : 1)} %`;
  }
  return `${points >= 0.00995 ? points.toFixed(2) : points.toPrecision(2)} %`;
};

/** An expected share or a limit as `20 %`, `33.33 %`, `0.1 %`: no more digits than it has. */
export const shareText = (share: number): string => {
  const points = share * 100;
  return `${points === 0 || points >= 0.01 ? trimZeros(points.toFixed(2)) : points.toPrecision(2)} %`;
};

/** Percentage points as `5.3 pp`, `0.12 pp`, `2 pp`. */
export const pointsText = (points: number): string => {
  const digits = points >= 1 || points === 0 ? points.toFixed(1) : points >= 0.01 ? points.toFixed(2) : points.toPrecision(2);
  return `${trimZeros(digits)} pp`;
};

/** A probability from its natural logarithm: `0.81`, `0.0016`, `3.2e-14`, `1e-400`. Never 0. */
export const probabilityText = (lnP: number): string => {
  const log10 = lnP / Math.LN10;
  if (log10 > -3) {
    return trimZeros(Math.exp(lnP).toPrecision(2));
  }
  const exponent = Math.floor(log10);
  const mantissa = (10 ** (log10 - exponent)).toFixed(1);
  // 9.96 rounds to 10.0.
  return mantissa === '10.0' ? `1e${exponent + 1}` : `${trimZeros(mantissa)}e${exponent}`;
};

/** A chance for people: a percentage while that is readable, `3.2e-14` below. */
export const chanceText = (lnP: number): string => (lnP > Math.log(1e-4) ? percentText(Math.exp(lnP)) : probabilityText(lnP));

/** A statistic with about two digits that matter: `0.056`, `3.8`, `57.60`. */
export const statisticText = (value: number): string => (value >= 10 || value === 0 ? value.toFixed(2) : value.toPrecision(2));
