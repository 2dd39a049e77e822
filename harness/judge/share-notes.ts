import type { Message } from '../model/verdict.ts';
import { lnProbability } from '../stats/binomial-pmf.ts';
import { listText } from './name-text.ts';
import { probabilityText, shareText, statisticText, wholeText } from './number-text.ts';
import { nameAt, type Scene, unitsText } from './scene.ts';

/** Active versions that got nothing, each with the chance of that; the least likely first. */
export const starvedMessages = (scene: Scene): Message[] => {
  const { counted, judged } = scene.findings;
  const { weighed, active } = counted;
  const starved = active
    .map((i, position) => ({ i, position, share: weighed.split.shares[position] ?? 0 }))
    .filter(({ position }) => weighed.counts[position] === 0)
    .toSorted((a, b) => b.share - a.share);
  const texts = starved.slice(0, 3).map(({ i, position, share }) => {
    const lnChance = judged.n * lnProbability(weighed.split.complements[position] ?? 1, share);
    return `${nameAt(scene, i)} (${shareText(share)}) received nothing in ${unitsText(scene, judged.n)}; with correct weights that happens with probability ${probabilityText(lnChance)}.`;
  });
  const more = starved.slice(3).map(({ i }) => nameAt(scene, i));
  return [...texts, ...(more.length === 0 ? [] : [`Nothing either: ${listText(more)}.`])].map((text) => ({
    id: 'M-STARVED',
    text,
  }));
};

/** All answers from one version of several: the unit of routing may not be the request. */
export const allSameMessage = (scene: Scene): Message | null => {
  const { weighed, active } = scene.findings.counted;
  const only = weighed.counts.indexOf(weighed.n);
  if (only < 0 || weighed.n < 2 || active.length < 2) {
    return null;
  }
  const { opened, fresh } = scene.tally.connections;
  const where = opened > 1 ? ` on all ${wholeText(opened)} connections` : '';
  const how = fresh ? 'hashes the client address' : 'picks per connection or hashes the client address';
  const text = `Every request${where} went to ${nameAt(scene, active[only] ?? 0)}. If the gateway ${how}, one load machine is only a few draws.`;
  return { id: 'M-ALLSAME', text };
};

/** Which test decided, and why not the usual one. */
export const methodMessage = ({ findings, figures }: Scene): Message | null => {
  const { judged, rule } = findings;
  if (judged.deff > 1) {
    return null;
  }
  const smallest = statisticText(Math.min(...judged.weighed.expected));
  const used = {
    structural: null,
    sequential: null,
    chi2: Math.min(...judged.weighed.expected) < 5 ? 'was used because the method was set to it' : null,
    exact: 'an exact test was used',
    mc: `a Monte Carlo test was used (${wholeText(figures.replicates ?? 0)} simulated runs, seed ${figures.seed})`,
  }[figures.method];
  if (used === null) {
    return null;
  }
  if (rule.method === 'auto') {
    return {
      id: 'M-EXACT',
      text: `Smallest expected count is ${smallest}; the chi-square approximation is poor there, ${used}.`,
    };
  }
  return figures.method === 'chi2'
    ? {
        id: 'M-EXACT',
        text: `Warning: smallest expected count is ${smallest}; the chi-square approximation is poor there but ${used}.`,
      }
    : { id: 'M-EXACT', text: `As asked, ${used}; the smallest expected count is ${smallest}.` };
};
