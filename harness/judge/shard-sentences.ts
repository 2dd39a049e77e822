import type { ClientCounts, OrderStatistics } from '../model/order.ts';
import type { Message } from '../model/verdict.ts';
import { listText, printableText } from './name-text.ts';
import { percentText, wholeText } from './number-text.ts';
import type { Scene } from './scene.ts';

/** More machines than this are told by the lowest and the highest. */
const LISTED_MACHINES = 5;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const shareOf = ({ counts }: ClientCounts, slot: number): number => (counts[slot] ?? 0) / sumOf(counts);

/** The slot whose share differs most between two machines. */
const mostDisputed = (machines: readonly ClientCounts[]): number => {
  const spans = (machines[0]?.counts ?? []).map((_, slot) => {
    const shares = machines.map((machine) => shareOf(machine, slot));
    return Math.max(...shares) - Math.min(...shares);
  });
  return spans.indexOf(Math.max(...spans));
};

const disagreementText = ({ clients, slots, otherSlot }: OrderStatistics): string => {
  const machines = clients.filter(({ counts }) => sumOf(counts) > 0);
  const slot = mostDisputed(machines);
  const version = slot === otherSlot ? 'rare versions' : printableText(slots[slot] ?? '?');
  const text = (machine: ClientCounts): string => `${printableText(machine.name)} ${percentText(shareOf(machine, slot))}`;
  if (machines.length <= LISTED_MACHINES) {
    return `Load machines disagree: ${listText(machines.map(text), LISTED_MACHINES)} to ${version}.`;
  }
  const sorted = machines.toSorted((a, b) => shareOf(a, slot) - shareOf(b, slot));
  const ends = [sorted[0], sorted.at(-1)].filter((machine) => machine !== undefined);
  return `${wholeText(machines.length)} load machines disagree: from ${ends.map(text).join(' to ')} to ${version}.`;
};

/** Load machines that see different splits; nothing when they agree. */
export const shardMessages = ({ findings }: Scene): Message[] =>
  findings.diagnosis === null || !findings.causes.shardsDisagree
    ? []
    : [
        {
          id: 'M-SHARD',
          text: `${disagreementText(findings.diagnosis.order)} They may talk to different gateway replicas or zones.`,
        },
      ];
