import type { Message } from '../model/verdict.ts';
import { chanceText, pointsText, probabilityText, shareText } from './number-text.ts';
import { nameAt, requestsText, type Scene, unitsText, weightsText } from './scene.ts';
import { decidedShare } from './sequential-sentences.ts';

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

/** The share that was tested: of the requests, or of the votes that stand for them. */
const judgedShare = ({ findings }: Scene, i: number): number => {
  const { judged, counted } = findings;
  return (judged.weighed.counts[counted.active.indexOf(i)] ?? 0) / judged.weighed.n;
};

/** ` of 50 connections` where the share is one of votes. */
const ofWhat = (scene: Scene): string => {
  const { unit, deff, n } = scene.findings.judged;
  return unit === 'request' || deff > 1 ? '' : ` of ${unitsText(scene, n)}`;
};

/**
 * `two got 29.6 % (99 % interval 26.0 to 33.5 %)`, or the share at the decision with a band that holds whenever it is read. The band is
 * wider than the test is sharp: one that holds the expected share too would only confuse, and is left to the JSON report.
 */
const foundText = (scene: Scene, i: number, promised: number): string => {
  const { figures } = scene;
  const decided = decidedShare(scene, i);
  const [got, lo, hi] = decided
    ? [decided.share, decided.lo, decided.hi]
    : [judgedShare(scene, i), figures.ci.lo[i] ?? 0, figures.ci.hi[i] ?? 0];
  const digits = decimalsFor(got - promised);
  const percent = (share: number): string => (share * 100).toFixed(digits);
  const what = decided ? ` of the ${requestsText(decided.n)} up to the decision` : ofWhat(scene);
  const range = `${shareText(1 - figures.alpha)} ${decided ? 'band' : 'interval'} ${percent(lo)} to ${percent(hi)} %`;
  const isTelling = decided === null || promised < lo || promised > hi;
  return `${nameAt(scene, i)} got ${percent(got)} %${what}${isTelling ? ` (${range})` : ''}`;
};

/** Which version is off, by how much, and how rarely correct weights do that. */
export const differsMessage = (scene: Scene): Message => {
  const { figures, findings } = scene;
  const i = worstPosition(scene);
  const promised = figures.weights[i]?.p ?? 0;
  const limit = figures.deltaPp === null ? '' : ` ± ${pointsText(figures.effectiveDeltaPp?.[i] ?? figures.deltaPp)}`;
  const what = findings.sequential === null ? 'a deviation this large' : 'evidence this strong at any moment of a run';
  const chance = `Chance of ${what} with correct weights: ${chanceText(lnPOf(scene))}.`;
  return { id: 'M-FAIL', text: `FAIL. ${foundText(scene, i, promised)}, expected ${shareText(promised)}${limit}. ${chance}` };
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
