import type { Field } from '../../field.ts';
import type { Percentage } from '../../route-table.ts';

/** A percentage as a double, `percentage.value`: compiled to whole parts of a million, the rest cut off (pilot: translatePercentToFractionalPercent). */
export const ofDouble = (percentage: Field): Percentage => {
  const percent = within(percentage.at('value').number ?? 0);
  return { numerator: Math.trunc(percent * 10_000), denominator: 1_000_000, text: String(percent) };
};

/** The older percentages are whole numbers of a hundred. */
export const ofInteger = (percent: number): Percentage => {
  const whole = Math.trunc(within(percent));
  return { numerator: whole, denominator: 100, text: String(whole) };
};

const within = (percent: number): number => Math.min(100, Math.max(0, percent));
