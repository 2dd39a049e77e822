import type { Report } from '../model/report.ts';
import { gateAnnotations, passAnnotation } from './github-annotations.ts';
import { type Annotation, githubCommand } from './github-command.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

/** GitHub shows ten annotations of each kind of one step. */
const MOST_OF_A_LEVEL = 10;

/** A report as workflow commands for the log of a GitHub job: an annotation per wrong weight or gate, a single one for a PASS. */
export function renderGithub(report: Report, { placeInRepository = (place) => place }: Look): string {
  const found = report.gates.flatMap((gate, i) =>
    report.comparison !== null && i > 0 ? [] : gateAnnotations(gate, placeInRepository),
  );
  const annotations = [
    ...(['error', 'warning'] as const).flatMap((level) => atMost(found.filter((one) => one.level === level))),
    ...(found.length === 0 ? [passAnnotation(report)] : []),
    ...comparisonAnnotation(report),
  ];
  return `${annotations.map(githubCommand).join('\n')}\n`;
}

/** Those that GitHub would not show are counted in the last one that it does. */
function atMost(annotations: readonly Annotation[]): readonly Annotation[] {
  const more = annotations.length - MOST_OF_A_LEVEL;
  const last = annotations[MOST_OF_A_LEVEL - 1];
  if (more <= 0 || last === undefined) return annotations;
  const text = `${last.message}\n${more} more of this kind are in the step summary and in the other reports.`;
  return [...annotations.slice(0, MOST_OF_A_LEVEL - 1), { ...last, message: text }];
}

function comparisonAnnotation({ comparison }: Report): readonly Annotation[] {
  if (comparison === null) return [];
  const message = printable(comparison.text, 2000);
  return [{ level: 'notice', place: null, title: 'New connections against kept ones', message }];
}
