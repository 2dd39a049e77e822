import { answersText, beforeCounting, partDone, rateText } from './live-counts.ts';
import { liveTable } from './live-table.ts';
import type { LiveView } from './live-view.ts';
import type { Look } from './look.ts';
import { pValue, risk, thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { leftText, spanText } from './span-text.ts';

const BAR_COLUMNS = { min: 10, max: 48 };
const DOT = ' · ';

/** A line of the block; `quiet` ones are dimmed where there is colour. */
interface Line {
  readonly text: string;
  readonly quiet?: boolean;
}

/**
 * A run that goes on, as the few lines that a terminal shows again and again. No line takes as many columns as the terminal has, because
 * one that fills the last column wraps in some terminals. Never a word of a verdict: there is none before the end.
 */
export function liveBlock(view: LiveView, { columns, color }: Look): readonly string[] {
  const room = Math.max(1, columns - 1);
  const before = beforeCounting(view);
  const head = view.gate === null ? [] : [{ text: printable(view.gate, room) }];
  const lines: readonly Line[] = before === null ? countingLines(view, head, room) : [...head, { text: before }];
  return lines.map(({ text, quiet }) => {
    const cut = printable(text, room);
    return color && quiet === true ? `\u001b[2m${cut}\u001b[22m` : cut;
  });
}

function countingLines(view: LiveView, head: readonly Line[], room: number): readonly Line[] {
  const table = liveTable(view, room);
  return [
    ...head,
    { text: `weighing ${printable(view.target, Math.max(1, room - 'weighing '.length))}` },
    { text: barLine(view, room) },
    { text: joined(countParts(view), room) },
    ...table.map((text, i) => ({ text, quiet: i === 0 })),
    ...evidenceLines(view, room),
    ...(view.confidence === null ? [] : [{ text: bandNote(view.confidence, room), quiet: true }]),
  ];
}

/** `━━━━━━━━──────  48 %  12 s left`, or without an end only what is known. */
function barLine(view: LiveView, room: number): string {
  const part = partDone(view);
  const tail = [...(part === null ? [] : [`${Math.floor(part * 100)} %`.padStart(5)]), ...leftParts(view)].join('  ');
  if (part === null) return tail;
  const columns = Math.min(BAR_COLUMNS.max, room - tail.length - 2);
  if (columns < BAR_COLUMNS.min) return tail.trimStart();
  const full = Math.floor(part * columns);
  return `${'━'.repeat(full)}${'─'.repeat(columns - full)}  ${tail}`;
}

/** Nothing more is sent once the last request is under way: then the wait is for answers, at most for as long as the time-out. */
function leftParts(view: LiveView): string[] {
  const { answered, failed, underWay, requests, durationMs, elapsedMs, leftMs, mayStopEarly } = view;
  const isAllSent = requests !== null && answered + failed + underWay >= requests;
  if (isAllSent || (durationMs !== null && elapsedMs >= durationMs))
    return underWay === 0 ? [] : [`${thousands(underWay)} under way`];
  return leftMs === null ? [] : [`${mayStopEarly ? 'at most ' : ''}${leftText(leftMs)} left`];
}

/** What matters most comes first: the last ones go where there is no room. */
function countParts(view: LiveView): readonly string[] {
  return [
    answersText(view),
    ...(view.failed === 0 ? [] : [`${thousands(view.failed)} failed`]),
    ...(view.perSecond === null ? [] : [rateText(view.perSecond)]),
    ...(view.durationMs === null
      ? []
      : [`${spanText(Math.min(view.elapsedMs, view.durationMs))} of ${spanText(view.durationMs)}`]),
  ];
}

function evidenceLines({ evidence }: LiveView, room: number): readonly Line[] {
  if (evidence === null) return [];
  const lnE = evidence.lnE === null ? [] : [`ln E ${evidence.lnE.toFixed(1)}`];
  const parts = ['evidence against the weights', ...lnE, pValue(evidence.p, evidence.log10P)];
  return [{ text: `${joined(parts, room - ' so far'.length)} so far` }];
}

function bandNote(confidence: number, room: number): string {
  const level = risk(confidence);
  const long = `so far: the ${level} intervals hold at every look; judged at the end`;
  return long.length <= room ? long : `so far (${level} intervals)`;
}

/** As many of the parts as fit, from the first on. */
function joined(parts: readonly string[], room: number): string {
  let line = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (line.length + DOT.length + part.length > room) break;
    line += DOT + part;
  }
  return line;
}
