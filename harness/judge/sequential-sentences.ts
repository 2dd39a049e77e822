import type { SequentialFindings } from '../model/sequential.ts';
import type { Message } from '../model/verdict.ts';
import { wholeText } from './number-text.ts';
import { requestsText, type Scene } from './scene.ts';

const endText = ({ decision, stopN, capRequests }: SequentialFindings): string => {
  const cap = wholeText(capRequests);
  switch (decision) {
    case 'fail':
    case 'pass':
    case 'structural':
      return `Decided after ${wholeText(stopN)} of at most ${requestsText(capRequests)}`;
    case 'cap':
      return `Looked at after every request and not decided within the cap of ${requestsText(capRequests)}`;
    case 'not-stopped':
      return `Looked at after every request and not decided when the run ended, after ${wholeText(stopN)} of at most ${cap}`;
  }
};

/** How early stopping ended, with both numbers: requests at the decision, and requests sent (STATISTICS 5.3). */
export const sequentialMessages = ({ findings, figures }: Scene): Message[] => {
  const { sequential } = findings;
  if (sequential === null || figures.nAll === 0) {
    return [];
  }
  const sent = figures.nAll === 1 ? '1 was sent' : `${wholeText(figures.nAll)} were sent`;
  return [{ id: 'M-SEQ', text: `${endText(sequential)}; ${sent}.` }];
};

/** Why what was decided does not count. */
export const voidMessage = ({ findings }: Scene): Message => {
  const { unit } = findings.judged;
  const text = `INCONCLUSIVE. Routing is decided per ${unit}, but early stopping counted every request as a decision of its own, so its result is void.`;
  return { id: 'M-VOID', text };
};

/** The shares when it was decided: what came in afterwards is counted in the table but decided nothing. */
export const decidedShare = (
  { findings }: Scene,
  position: number,
): { readonly share: number; readonly lo: number; readonly hi: number; readonly n: number } | null => {
  const { sequential, counted } = findings;
  const i = counted.active.indexOf(position);
  const n = sequential?.stopCounts.reduce((sum, count) => sum + count, 0) ?? 0;
  if (sequential === null || sequential.decision !== 'fail' || i < 0 || n === 0) {
    return null;
  }
  return { share: (sequential.stopCounts[i] ?? 0) / n, lo: sequential.band.lo[i] ?? 0, hi: sequential.band.hi[i] ?? 1, n };
};
