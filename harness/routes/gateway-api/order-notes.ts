import { named, plain } from '../object-name.ts';
import { note, warning } from '../problem.ts';
import type { Rule } from '../route-table.ts';
import { areTimesKnown } from './age.ts';
import type { Report } from './context.ts';
import { isTie, type PlacedRule } from './ranked-rule.ts';

/** What is worth knowing about the order of the rules of one host. */
export function orderNotes(host: string, rules: readonly PlacedRule[], report: Report): void {
  noteUnknownAge(rules, report);
  noteExpressions(rules, report);
  noteFallback(host, rules, report);
}

/** Rules of two routes that want the same: the oldest route wins, and a file does not say which that is. */
function noteUnknownAge(rules: readonly PlacedRule[], report: Report): void {
  if (areTimesKnown(rules.map(({ route }) => route.object))) return;
  for (const [index, rule] of rules.entries()) {
    const before = rules[index - 1];
    if (before === undefined || before.route === rule.route || !isTie(before, rule) || !wantTheSame(before.rule, rule.rule))
      continue;
    const text = `${named(rule.rule.object)} and ${named(before.rule.object)} match the same requests; the older one wins, and without creation times the first by name`;
    report(note('order-by-name', rule.rule.place, text, 'make the matches differ, or join the routes'));
  }
}

const wantTheSame = (a: Rule, b: Rule): boolean => pathOf(a) === pathOf(b);

const pathOf = ({ matches }: Rule): string =>
  JSON.stringify((matches[0]?.conditions ?? []).flatMap((one) => (one.on === 'path' ? [one.test.kind, one.test.value] : [])));

const isExpression = ({ matches }: Rule): boolean =>
  (matches[0]?.conditions ?? []).some((one) => one.on === 'path' && one.test.kind === 'regex');

const isExact = ({ matches }: Rule): boolean =>
  (matches[0]?.conditions ?? []).some((one) => one.on === 'path' && one.test.kind === 'exact');

/** A regular expression beside prefixes: implementations disagree, so the order here is a choice. */
function noteExpressions(rules: readonly PlacedRule[], report: Report): void {
  if (rules.every(({ rule }) => isExpression(rule) || isExact(rule))) return;
  for (const { rule } of rules.filter((one) => isExpression(one.rule))) {
    const text = `${named(rule.object)}: implementations decide whether this regular expression comes before path prefixes; here it comes after them, as in Istio, while Envoy Gateway tries it first`;
    report(warning('regex-order', rule.place, text, 'write a path prefix or an exact path instead'));
  }
}

/**
 * The reference orders rules of less specific host names after the others; Istio and Envoy Gateway make a virtual host of each name and
 * answer 404 instead (envoyproxy/gateway issue 5500).
 */
function noteFallback(host: string, rules: readonly PlacedRule[], report: Report): void {
  const own = rules.filter(({ distance }) => distance === rules[0]?.distance);
  const next = rules[own.length];
  if (next === undefined || own.some(({ rule }) => rule.matches.length === 0)) return;
  const text = `requests for ${plain(host)} that match no rule of its own go on to ${named(next.rule.object)}, whose host name is less specific; Istio and Envoy Gateway answer 404 instead`;
  report(
    note('host-fallback', own[0]?.rule.place ?? next.rule.place, text, `write a rule for the other paths of ${plain(host)} too`),
  );
}
