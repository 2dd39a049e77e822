import { answersText, beforeCounting, rateText } from './live-counts.ts';
import type { LiveVersion, LiveView } from './live-view.ts';
import { percent, thousands } from './numbers.ts';
import { printable } from './printable.ts';

/** Versions named in a line of a log. */
const MOST_NAMED = 6;
const NAME_COLUMNS = 28;

/** How far a run is, as one line of a log: `weighing: 1,200 of 10,000 answers, 4,000/s, one 80.3 %, two 19.7 %`. Nothing a terminal acts on. */
export function liveLine(view: LiveView): string {
  const before = beforeCounting(view);
  if (before !== null) return before;
  const parts = [
    answersText(view),
    ...(view.perSecond === null ? [] : [rateText(view.perSecond)]),
    ...(view.failed === 0 ? [] : [`${thousands(view.failed)} failed`]),
    ...shares(view),
    ...(view.evidence === null || view.evidence.lnE === null ? [] : [`ln E ${view.evidence.lnE.toFixed(1)}`]),
  ];
  return `weighing: ${parts.join(', ')}`;
}

function shares({ versions, moreVersions, strangers }: LiveView): string[] {
  const seen = versions.filter((version): version is LiveVersion & { share: number } => version.share !== null);
  const more = seen.length === 0 ? 0 : versions.length + moreVersions - Math.min(seen.length, MOST_NAMED);
  return [
    ...seen.slice(0, MOST_NAMED).map(({ name, share }) => `${printable(name, NAME_COLUMNS)} ${percent(share)}`),
    ...(more === 0 ? [] : [`${thousands(more)} more`]),
    ...(strangers.answers === 0 ? [] : [`strangers ${percent(strangers.share)}`]),
  ];
}
