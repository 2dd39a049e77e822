import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import type { Decision, Findings } from './decide.ts';
import { printableText } from './name-text.ts';
import { wholeText } from './number-text.ts';

/** Everything a message may speak about. */
export interface Scene {
  readonly findings: Findings;
  readonly decision: Decision;
  readonly figures: Omit<GateVerdict, 'message' | 'messages'>;
  readonly tally: Tally;
}

/** More versions than this are counted, not listed. */
const LISTED_VERSIONS = 6;

/** `1 request`, `1,000 requests`. */
export const requestsText = (count: number): string => `${wholeText(count)} ${count === 1 ? 'request' : 'requests'}`;

/** The name of the version at this position, fit to print. */
export const nameAt = ({ findings }: Scene, position: number): string =>
  printableText(findings.counted.versions[position]?.name ?? '?');

/** The weights as written, `80/20`; many versions are only counted. Zero weights are shown too: they are part of the promise. */
export const weightsText = ({ findings }: Scene): string => {
  const { versions } = findings.counted;
  return versions.length > LISTED_VERSIONS
    ? `the weights of ${wholeText(versions.length)} versions`
    : versions.map(({ weightText }) => printableText(weightText, 12)).join('/');
};

/** The counts of the active versions, `803/197 of 1,000`. */
export const countsText = ({ findings }: Scene): string => {
  const { counts, n } = findings.counted.weighed;
  return counts.length > LISTED_VERSIONS ? requestsText(n) : `${counts.map(wholeText).join('/')} of ${wholeText(n)}`;
};
