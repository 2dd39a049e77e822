import type { SplitChange } from '../model/diagnosis.ts';
import type { Message } from '../model/verdict.ts';
import type { StartTest } from './diagnose-start.ts';
import { printableText } from './name-text.ts';
import { probabilityText, wholeText } from './number-text.ts';
import { nameAt, requestsText, type Scene } from './scene.ts';

/** More versions than this are not listed; the one that changed most stands for them. */
const LISTED_VERSIONS = 6;

const points = (share: number): string => (share * 100).toFixed(1);

/** `before 99.8/0.2, after 79.6/20.4`, or of many versions the one that changed most. */
const sharesText = (scene: Scene, { before, after }: SplitChange): string => {
  const known = before.flatMap((share, i) => {
    const later = after[i] ?? null;
    return share === null || later === null ? [] : [{ i, share, later }];
  });
  const most = known.toSorted((a, b) => Math.abs(b.later - b.share) - Math.abs(a.later - a.share))[0];
  if (most === undefined) {
    return '';
  }
  if (known.length > LISTED_VERSIONS) {
    return `: before ${points(most.share)} % to ${nameAt(scene, most.i)}, after ${points(most.later)} %`;
  }
  const list = (share: (entry: (typeof known)[number]) => number): string => known.map((entry) => points(share(entry))).join('/');
  return `: before ${list(({ share }) => share)}, after ${list(({ later }) => later)}`;
};

/** What probably happened, judged by which part fits the weights. */
const guessText = ({ figures }: Scene, { pBefore, pAfter }: SplitChange): string => {
  const fits = (p: number | null): boolean => p !== null && p >= figures.alpha;
  const warmUp = 'Probably configuration was still propagating. Warm up first (--warmup), then weigh again.';
  if (fits(pAfter)) {
    return `The part after it fits the weights (p = ${probabilityText(Math.log(pAfter ?? 1))}). ${warmUp}`;
  }
  if (fits(pBefore)) {
    return `The part before it fits the weights (p = ${probabilityText(Math.log(pBefore ?? 1))}), the part after it does not: the weights were probably changed during the run.`;
  }
  return pBefore === null || pAfter === null ? warmUp : `Neither part fits the weights. ${warmUp}`;
};

const driftMessage = (scene: Scene, change: SplitChange): Message => {
  const seconds = (change.atMs / 1000).toFixed(change.atMs < 1000 ? 2 : 1);
  const where = `around request ${wholeText(change.afterRequest)} (${seconds} s)`;
  const isOneStep = scene.findings.causes.changes.has('CUSUM');
  const what = isOneStep ? `The split changed ${where}` : `The split kept changing during the run, most ${where}`;
  return { id: 'M-DRIFT', text: `${what}${sharesText(scene, change)}. ${guessText(scene, change)}` };
};

const startMessage = (scene: Scene, { slot, length, lnChance }: StartTest): Message => {
  const { slots = [], otherSlot = null } = scene.findings.diagnosis?.order ?? {};
  const name = slot === otherSlot ? 'rare versions' : printableText(slots[slot] ?? '?');
  const text = `The first ${requestsText(length)} all went to ${name} (chance ${probabilityText(lnChance)}). The new weights were probably not live yet.`;
  return { id: 'M-START', text };
};

/** Signs that the split changed during the run, with the moment; nothing when it did not. */
export const changeMessages = (scene: Scene): Message[] => {
  const { diagnosis, causes } = scene.findings;
  const { change } = scene.figures;
  const start = diagnosis?.start ?? null;
  const isDrift = causes.changes.has('DRIFT') || causes.changes.has('CUSUM');
  return [
    ...(isDrift && change !== null ? [driftMessage(scene, change)] : []),
    ...(causes.changes.has('START') && start !== null ? [startMessage(scene, start)] : []),
  ];
};
