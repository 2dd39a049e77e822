import type { AnswerShare } from '../../../model/routes-report.ts';
import { plus, toNumber, wholeNumbers } from './fraction.ts';
import { nameParts } from './name-parts.ts';
import type { Part } from './part.ts';

/** The same version of the same service, or the same category, in one. */
const addedUp = (parts: readonly Part[]): readonly Part[] => {
  const sums = new Map<string, Part>();
  for (const part of parts) {
    const key = JSON.stringify([part.kind, part.name, part.host]);
    const before = sums.get(key);
    const weight = before === undefined || before.weight === null || part.weight === null ? null : before.weight + part.weight;
    sums.set(key, before === undefined ? part : { ...before, share: plus(before.share, part.share), weight });
  }
  return [...sums.values()];
};

/** The parts of one answer, in their order, as shares with exact whole-number weights. */
export const answerShares = (parts: readonly Part[]): readonly AnswerShare[] => {
  const sums = addedUp(parts);
  const exact = wholeNumbers(sums.map(({ share }) => share));
  const names = nameParts(sums);
  return sums.map(({ kind, status, destination, share, weight, place, name }, index) => {
    const whole = `${exact[index] ?? 0n}`;
    return {
      name: names[index] ?? name,
      kind,
      status,
      destination,
      weight: weight === null ? whole : `${weight}`,
      share: toNumber(share),
      exact: whole,
      place,
    };
  });
};
