import type { Expectation, Rule } from '../model/expectation.ts';

const isRisk = (value: number): boolean => value > 0 && value < 1;

/** A limit that is NaN is never exceeded, which looks like a pass: every number of the rule is checked before it is used. */
const assertRule = ({ significance, missRisk, tolerancePoints, maxFailures }: Rule): void => {
  if (!isRisk(significance) || !isRisk(missRisk)) {
    throw new RangeError(`rule: significance ${significance} and miss risk ${missRisk} must lie between 0 and 1`);
  }
  if (tolerancePoints !== null && !(tolerancePoints > 0 && tolerancePoints <= 100)) {
    throw new RangeError(`rule: tolerance ${tolerancePoints} must be above 0 and at most 100 points`);
  }
  if (!(maxFailures >= 0 && maxFailures <= 1)) {
    throw new RangeError(`rule: maximum failing share ${maxFailures} must be from 0 to 1`);
  }
};

/** Throws a RangeError when an expectation contradicts itself: weights, total, shares, names or rule. */
export const assertExpectation = ({ versions, totalWeight, rule }: Expectation): void => {
  assertRule(rule);
  const total = versions.reduce((sum, { weight }) => sum + weight, 0n);
  if (total !== totalWeight || total <= 0n || versions.some(({ weight }) => weight < 0n)) {
    throw new RangeError(
      `expectation: the weights must be 0 or more, add up to their total (${totalWeight}) and not all be zero`,
    );
  }
  if (new Set(versions.map(({ name }) => name)).size !== versions.length) {
    throw new RangeError('expectation: a version is named twice');
  }
  for (const { name, share, weight } of versions) {
    if (!(share >= 0 && share <= 1) || share > 0 !== weight > 0n) {
      throw new RangeError(
        `expectation: version ${JSON.stringify(name)} has share ${share}, which does not belong to its weight`,
      );
    }
  }
};
