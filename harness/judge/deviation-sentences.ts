import type { Message } from '../model/verdict.ts';
import { chanceText, pointsText, probabilityText, shareText } from './number-text.ts';
import { nameAt, type Scene, weightsText } from './scene.ts';

const lnPOf = (scene: Scene): number => scene.findings.test?.lnP ?? 0;

/** The version that is furthest off in standard errors; of equals the one with the smaller share, where the shift is relatively larger. */
const worstPosition = ({ figures }: Scene): number => {
  let worst = -1;
  for (const [i, residual] of figures.residuals.entries()) {
    if (residual === null) {
      continue;
    }
    const lead = Math.abs(residual) - Math.abs(figures.residuals[worst] ?? 0);
    const slack = 1e-9 * Math.abs(residual);
    const isRarer = (figures.weights[i]?.p ?? 0) < (figures.weights[worst]?.p ?? 2);
    if (worst < 0 || lead > slack || (lead >= -slack && isRarer)) {
      worst = i;
    }
  }
  return worst;
};

/** Decimals of a percentage at which a difference between two shares shows with two digits; at least one. */
const decimalsFor = (difference: number): number =>
  difference === 0 ? 1 : Math.min(12, Math.max(1, 1 - Math.floor(Math.log10(Math.abs(difference) * 100))));

/** Which version is off, by how much, and how rarely correct weights do that. */
export const differsMessage = (scene: Scene): Message => {
  const { figures } = scene;
  const i = worstPosition(scene);
  const [got, promised] = [figures.shares[i] ?? 0, figures.weights[i]?.p ?? 0];
  const digits = decimalsFor(got - promised);
  const percent = (share: number): string => (share * 100).toFixed(digits);
  const range = `${percent(figures.ci.lo[i] ?? 0)} to ${percent(figures.ci.hi[i] ?? 0)} %`;
  const limit = figures.deltaPp === null ? '' : ` ± ${pointsText(figures.effectiveDeltaPp?.[i] ?? figures.deltaPp)}`;
  const found = `${nameAt(scene, i)} got ${percent(got)} % (${shareText(1 - figures.alpha)} interval ${range})`;
  const chance = chanceText(lnPOf(scene));
  return {
    id: 'M-FAIL',
    text: `FAIL. ${found}, expected ${shareText(promised)}${limit}. Chance of a deviation this large with correct weights: ${chance}.`,
  };
};

/** Statistically clear, practically small: plain mode cannot tell whether that matters. */
export const tinyMessage = ({ figures }: Scene): Message => ({
  id: 'M-TINY',
  text: `Statistically clear but only ${pointsText(figures.maxDevPp ?? 0)}. If that is acceptable set a tolerance.`,
});

export const differentButWithin = (scene: Scene): Message => ({
  id: 'M-NOTE',
  text: `Different from ${weightsText(scene)} (p = ${probabilityText(lnPOf(scene))}) but by ${pointsText(scene.figures.maxDevPp ?? 0)}, inside your ${pointsText(scene.figures.deltaPp ?? 0)} tolerance.`,
});
