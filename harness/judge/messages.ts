import type { Message } from '../model/verdict.ts';
import { changeMessages } from './change-sentences.ts';
import { differentButWithin, differsMessage, tinyMessage } from './deviation-sentences.ts';
import { failuresMessage, noMeasureMessage, unattributedMessage } from './failure-sentences.ts';
import { lowPowerMessage, noDataMessage, notEnoughMessage, vacuousMessage } from './inconclusive-sentences.ts';
import { equivalencePass, plainPass } from './pass-sentences.ts';
import { rotationMessages } from './rotation-sentences.ts';
import type { Scene } from './scene.ts';
import { sequentialMessages, voidMessage } from './sequential-sentences.ts';
import { shardMessages } from './shard-sentences.ts';
import { allSameMessage, methodMessage, starvedMessages } from './share-notes.ts';
import { allowedStrangers, leakMessages, structuralMessages } from './structural-sentences.ts';
import { unitMessages } from './unit-sentences.ts';

/** A deviation below this many points in a plain FAIL may not matter to anyone. */
const TINY_POINTS = 0.5;

const differs = ({ findings }: Scene): boolean =>
  findings.test !== null && findings.test.lnP < Math.log(findings.rule.significance);

const asInconclusive = ([first, ...others]: readonly Message[]): Message[] =>
  first === undefined ? [] : [{ ...first, text: `INCONCLUSIVE. ${first.text}` }, ...others];

const withoutVerdict = ({ id, text }: Message): Message => ({ id, text: text.replace(/^FAIL\. /, '') });

/** The sentences that say what was decided and why; the first one is the verdict's `message`. */
const decisive = (scene: Scene): Message[] => {
  const { reason } = scene.decision;
  switch (reason) {
    case 'no-data':
      return [noDataMessage(scene)];
    case 'structural':
      return [...structuralMessages(scene), ...(differs(scene) ? [withoutVerdict(differsMessage(scene))] : [])];
    case 'could-not-measure':
      return [noMeasureMessage(scene)];
    case 'failures':
      return [failuresMessage(scene)];
    case 'vacuous':
      return [vacuousMessage(scene)];
    case 'unattributed':
      return [unattributedMessage(scene)];
    case 'significant':
    case 'significant-and-beyond-tolerance':
      return [differsMessage(scene)];
    case 'not-significant':
      return [plainPass(scene)];
    case 'low-power':
      return [lowPowerMessage(scene)];
    case 'within-tolerance':
    case 'leak-bound':
      return [equivalencePass(scene)];
    case 'within-tolerance-although-different':
      return [equivalencePass(scene), differentButWithin(scene)];
    case 'different-but-unclear-if-beyond-tolerance':
    case 'not-enough-data':
      return [notEnoughMessage(scene)];
    case 'split-changed':
      return asInconclusive(changeMessages(scene));
    case 'shards-disagree':
      return asInconclusive(shardMessages(scene));
    case 'unit-changed':
      return [voidMessage(scene)];
  }
};

/** Reasons that come from the shares: only these are explained by notes about shares. */
const IS_ABOUT_SHARES: ReadonlySet<string> = new Set([
  'significant',
  'significant-and-beyond-tolerance',
  'not-significant',
  'within-tolerance',
  'within-tolerance-although-different',
  'different-but-unclear-if-beyond-tolerance',
  'not-enough-data',
  'low-power',
  'unattributed',
  'vacuous',
  'leak-bound',
  'split-changed',
  'shards-disagree',
  'unit-changed',
]);

/** Reasons beside which it helps to know that the split changed: new weights may not have been live yet. */
const IS_ABOUT_ANSWERS: ReadonlySet<string> = new Set([...IS_ABOUT_SHARES, 'structural', 'failures']);

const optional = (message: Message | null): Message[] => (message === null ? [] : [message]);

/** What else a reader should know, in the order of how much it matters. */
const notes = (scene: Scene): Message[] => {
  const { decision, findings, figures } = scene;
  const isTiny = decision.reason === 'significant' && (figures.maxDevPp ?? 0) < TINY_POINTS;
  const isWeak = decision.reason === 'not-significant' && (findings.detectable?.lowPower.some(Boolean) ?? false);
  return [
    ...(isTiny ? [tinyMessage(scene)] : []),
    ...(findings.counted.active.length > 1 ? starvedMessages(scene) : []),
    ...(decision.verdict === 'PASS' ? [] : optional(allSameMessage(scene))),
    ...(decision.unattributed === 'ignored' ? [unattributedMessage(scene)] : []),
    ...leakMessages(scene),
    ...(isWeak ? [lowPowerMessage(scene)] : []),
    ...optional(methodMessage(scene)),
  ];
};

/** How the gateway split, as far as the decisive sentences have not told it. */
const diagnosisNotes = (scene: Scene): Message[] => {
  const { reason } = scene.decision;
  return [
    ...(IS_ABOUT_SHARES.has(reason) ? unitMessages(scene) : []),
    ...(IS_ABOUT_ANSWERS.has(reason) && reason !== 'split-changed' ? changeMessages(scene) : []),
    ...(IS_ABOUT_SHARES.has(reason) && reason !== 'shards-disagree' ? shardMessages(scene) : []),
    ...(IS_ABOUT_SHARES.has(reason) ? rotationMessages(scene) : []),
  ];
};

/** Every message of a verdict (STATISTICS 10), the decisive one first. */
export const messagesFor = (scene: Scene): Message[] => [
  ...decisive(scene),
  ...sequentialMessages(scene),
  ...allowedStrangers(scene),
  ...diagnosisNotes(scene),
  ...(IS_ABOUT_SHARES.has(scene.decision.reason) ? notes(scene) : []),
];
