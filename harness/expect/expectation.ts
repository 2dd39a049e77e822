import type { Expectation, Rule } from '../model/expectation.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import { shown } from '../text/shown.ts';
import type { NamedWeight } from './name-versions.ts';

/**
 * Joins named weights and the rule into what the judge reads. Takes 1 or more weights as plain decimals, names all different, at
 * least one weight above zero; throws a RangeError otherwise (also for weights that did not come through `parseWeights`).
 */
export const makeExpectation = (named: readonly NamedWeight[], rule: Rule): Expectation => {
  if (named.length === 0) {
    throw new RangeError('an expectation needs at least one weight; write weights such as one=80,two=20');
  }
  const names = new Set<string>();
  for (const { name } of named) {
    if (names.has(name)) {
      throw new RangeError(`the version ${shown(name)} is expected twice; give every version one name of its own`);
    }
    names.add(name);
  }
  const { units, total, shares } = exactWeights(named.map((weight) => weight.text));
  if (total === 0n) {
    throw new RangeError('all weights are zero; give at least one version a weight above 0');
  }
  const versions = named.map(({ name, text }, index) => ({
    name,
    weightText: text,
    weight: units[index] ?? 0n,
    share: shares[index] ?? 0,
  }));
  return { versions, totalWeight: total, rule };
};
