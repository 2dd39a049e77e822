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

/** What was judged, counted in its unit: `1,000 requests`, `50 connections`, `3 clients`. */
export const unitsText = ({ findings }: Scene, count: number): string => {
  const { unit, deff } = findings.judged;
  const noun = deff > 1 ? 'independent request' : unit;
  return `${wholeText(Math.round(count))} ${noun}${Math.round(count) === 1 ? '' : 's'}`;
};

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

/** The judged counts of the active versions, `803/197 of 1,000` or `40/10 of 50 connections`. */
export const countsText = ({ findings }: Scene): string => {
  const { unit, deff } = findings.judged;
  const { counts, n } = findings.judged.weighed;
  const plain = unit === 'request' || deff > 1;
  const all = plain ? wholeText(n) : `${wholeText(n)} ${unit}${n === 1 ? '' : 's'}`;
  return counts.length > LISTED_VERSIONS ? (plain ? requestsText(n) : all) : `${counts.map(wholeText).join('/')} of ${all}`;
};
