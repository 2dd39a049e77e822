import type { AnswerShare, RouteAnswer } from '../model/routes-report.ts';
import { wrapTight } from './break-long.ts';
import { destinationTable, placeText } from './destination-table.ts';
import { printable } from './printable.ts';

const INDENT = '  ';

/** What one way in does with the request: the shares first, then the rule and why it is this one, then what else happens. */
export function answerLines(answer: RouteAnswer, columns: number): readonly string[] {
  const room = columns - INDENT.length;
  const head = wrapTight(`${safe(answer.host)} · ${safe(answer.entry)}`, columns);
  const blocks = [
    answer.uncertain === null ? [] : wrapTight(`Not decided by these manifests: ${safe(answer.uncertain)}`, room),
    answer.shares.length === 0 ? [] : destinationTable(answer.shares.map(lineOf), room),
    [...ruleText(answer), ...answer.why.map(safe)].flatMap((text) => item(text, room)),
    answer.effects.length === 0 ? [] : ['And:', ...answer.effects.flatMap((text) => item(safe(text), room))],
  ];
  const body = blocks.filter((lines) => lines.length > 0).map((lines) => lines.map((line) => INDENT + line));
  return [...head, '', ...body.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))];
}

function lineOf(share: AnswerShare) {
  return {
    version: share.name,
    share: share.share,
    weight: share.weight,
    destination: share.destination ?? (share.status === null ? 'closed by the gateway' : 'answered by the gateway'),
    place: share.place,
  };
}

function ruleText({ rule, why }: RouteAnswer): readonly string[] {
  if (rule === null) return why.length === 0 ? ['no rule applies'] : [];
  const name = rule.name === null ? '' : ` ${JSON.stringify(rule.name)}`;
  return [`${safe(`${rule.object}${name}`)} at ${placeText(rule.place)}`];
}

/** One phrase as an item of a list, continued under its first word. */
function item(text: string, columns: number): readonly string[] {
  return wrapTight(text, columns - 2).map((line, i) => (i === 0 ? '- ' : '  ') + line);
}

function safe(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY);
}
