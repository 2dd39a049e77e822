import { isGrpcStatus, statusText } from '../model/grpc-status.ts';
import type { Tally } from '../model/tally.ts';
import type { Message } from '../model/verdict.ts';
import { listText, printableText } from './name-text.ts';
import { percentText, shareText, wholeText } from './number-text.ts';
import { nameAt, requestsText, type Scene } from './scene.ts';
import { suspectVersion } from './suspect.ts';

const DETAIL_CHARACTERS = 120;

const byCount = (a: { readonly count: number }, b: { readonly count: number }): number => b.count - a.count;

/** `timeout`, `status 503`, `gRPC UNAVAILABLE (14)`, `no version found`. */
const kindText = (kind: string, status: number | null): string => {
  if (kind === 'unclassified') {
    return 'no version found in the answer';
  }
  return status === null ? printableText(kind) : statusText(status);
};

/** `9 timeout, 3 status 503`: requests without a version by kind, most frequent first. */
const kindsText = (tally: Tally): string =>
  listText(
    tally.failures
      .filter(({ count }) => count > 0)
      .toSorted(byCount)
      .map(({ kind, status, count }) => `${wholeText(count)} ${kindText(kind, status)}`),
  );

const isBad = (status: number): boolean => status >= 400 || (isGrpcStatus(status) && status !== 0);

/** `status 503 and 500`, `gRPC UNAVAILABLE (14) and INTERNAL (13)`. */
const statusesText = (statuses: readonly number[]): string => {
  const [word = ''] = statuses.slice(0, 1).map((status) => statusText(status).split(' ', 1)[0]);
  return `${word} ${listText(statuses.map((status) => statusText(status).slice(word.length + 1)))}`;
};

/** `v2 answered 9 of 100 with status 503`, or `with gRPC UNAVAILABLE (14)`, for every version with failing answers, worst first. */
const failingLabelTexts = (tally: Tally): string[] =>
  tally.labels
    .filter(({ failing }) => failing > 0)
    .toSorted((a, b) => b.failing - a.failing)
    .map(({ label, failing, statuses }) => {
      const bad = Object.entries(statuses)
        .map(([status, count]) => ({ status, count }))
        .filter(({ status, count }) => isBad(Number(status)) && count > 0)
        .toSorted(byCount);
      const how = bad.length === 0 ? 'an unexpected status' : statusesText(bad.map(({ status }) => Number(status)));
      return `${printableText(label)} answered ${wholeText(failing)} of ${wholeText(tally.sent)} with ${how}`;
    });

const suspectText = (scene: Scene): string => {
  const suspect = suspectVersion(scene.findings.counted);
  if (suspect === null) {
    return '';
  }
  const share = shareText(scene.findings.counted.versions[suspect]?.share ?? 0);
  return ` The failing share matches the ${share} of ${nameAt(scene, suspect)}, which is hardly answering: look there first.`;
};

/** More requests failed than the rule accepts (STATISTICS 0.2a): status or error, version and share. */
export const failuresMessage = (scene: Scene): Message => {
  const { findings, figures, tally } = scene;
  const { failing, nAll, unattributed } = figures;
  const without = unattributed === 0 ? [] : [`${wholeText(unattributed)} got no version (${kindsText(tally)})`];
  const what = listText([...failingLabelTexts(tally), ...without], 4);
  const limit = findings.rule.maxFailures === 0 ? 'none allowed' : `at most ${shareText(findings.rule.maxFailures)} allowed`;
  const text = `FAIL. ${wholeText(failing)} of ${requestsText(nAll)} failed (${percentText(failing / nAll)}, ${limit}): ${what}.${suspectText(scene)}`;
  return { id: 'M-FAILURES', text };
};

const exampleText = (tally: Tally): string => {
  const example = tally.failures.toSorted(byCount).find((failure) => failure.count > 0 && failure.example !== '')?.example;
  return example === undefined ? '' : `, for example: ${printableText(example, DETAIL_CHARACTERS)}`;
};

/** Why nothing can be said about the split. */
export const noMeasureMessage = (scene: Scene): Message => {
  const { findings, figures, tally } = scene;
  const { nAll, unattributed } = figures;
  const detail = tally.endDetail === null ? '' : `: ${printableText(tally.endDetail, DETAIL_CHARACTERS)}`;
  const texts = {
    'never-ready': () => `The target never gave a first answer${detail}.`,
    'lab-ended': () => `The lab ended after ${requestsText(nAll)}, in the middle of the run${detail}.`,
    'nothing-answered': () =>
      `${nAll === 1 ? 'The only request' : `None of ${requestsText(nAll)}`} ${nAll === 1 ? 'was not' : 'was'} answered with a version (${kindsText(tally)}${exampleText(tally)}).`,
    'gave-up': () => `The run was given up, because nothing was answered any more (${kindsText(tally)}${exampleText(tally)}).`,
    'too-many-without-version': () =>
      `${wholeText(unattributed)} of ${requestsText(nAll)} (${percentText(unattributed / nAll)}) ended without a version (${kindsText(tally)}); above 10 % the rest is no fair sample.${suspectText(scene)}`,
    'machine-at-its-limit': () =>
      `${wholeText(figures.failing)} of ${requestsText(nAll)} failed, too many of them without having left this machine (${kindsText(tally)}${exampleText(tally)}): the target is not to blame, and nobody knows what it would have answered.`,
  };
  return { id: 'M-NOMEASURE', text: `INCONCLUSIVE. ${texts[findings.fault ?? 'nothing-answered']()}` };
};

/** Requests without a version beside a verdict from the shares (STATISTICS 0.2). */
export const unattributedMessage = ({ figures, decision, tally }: Scene): Message => {
  const found = `${wholeText(figures.unattributed)} of ${requestsText(figures.nAll)} ${figures.unattributed === 1 ? 'has' : 'have'} no version (${kindsText(tally)})`;
  return decision.unattributed === 'could-change-verdict'
    ? { id: 'M-UNATTR', text: `INCONCLUSIVE. ${found}; assigned differently they could change the verdict.` }
    : { id: 'M-UNATTR', text: `${found}; the verdict does not count them.` };
};
