import type { RouteSet, RoutesReport } from '../model/routes-report.ts';
import { answerLines } from './answer-text.ts';
import { wrapTight } from './break-long.ts';
import type { Look } from './look.ts';
import { columnsOf, printable } from './printable.ts';
import { problemLines } from './problem-lines.ts';
import { routeBlocks } from './route-rows.ts';
import { withoutCommands } from './without-commands.ts';

/** What manifests promise, for a person: the answers or the table first, then what is wrong or worth knowing. */
export function renderRoutesText(report: RoutesReport, look: Look): string {
  const isHeaded = report.sets.length > 1;
  const blocks = report.sets.flatMap((set) => {
    const own = setBlocks(report, set, look);
    return isHeaded ? [underlined(set.name, look.columns), ...own] : own;
  });
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function underlined(name: string, columns: number): readonly string[] {
  const lines = wrapTight(printable(name, Number.POSITIVE_INFINITY), columns);
  return [...lines, '─'.repeat(Math.max(1, ...lines.map(columnsOf)))];
}

function setBlocks({ probe }: RoutesReport, set: RouteSet, look: Look): readonly (readonly string[])[] {
  const found =
    probe === null ? routeBlocks(set.rows, look.columns) : set.answers.map((answer) => answerLines(answer, look.columns));
  const nothing = set.unanswered ?? 'There are no routes in these manifests.';
  const problems = problemLines(set.problems, look);
  return [
    ...(found.length > 0 ? found : [wrapTight(printable(nothing, Number.POSITIVE_INFINITY), look.columns)]),
    ...(problems.length > 0 ? [problems] : []),
  ];
}
