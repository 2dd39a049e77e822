import type { Action, Match, RouteTable, Rule } from '../../../routes/route-table.ts';
import type { Wiring } from '../wiring.ts';
import { type KnownAtPort, looksFor } from './looks.ts';
import { pathEdit } from './path-edit.ts';
import type { Step, StepAction } from './port-plan.ts';
import { splitOf } from './split.ts';

/** Rules as steps in the same order, one for each match; matches that this port never meets are left out. */
export function stepsOf(rules: readonly Rule[], known: KnownAtPort, table: RouteTable, wiring: Wiring): readonly Step[] {
  return rules.flatMap((rule) => {
    const matches: readonly (Match | null)[] = rule.matches.length === 0 ? [null] : rule.matches;
    return matches.flatMap((match) => {
      const looks = looksFor(match?.conditions ?? [], known);
      if (looks === null) return [];
      return [{ looks, action: actionOf(rule, match, known, table, wiring) }];
    });
  });
}

function actionOf(rule: Rule, match: Match | null, known: KnownAtPort, table: RouteTable, wiring: Wiring): StepAction {
  const { action, rewrite } = rule;
  switch (action.kind) {
    case 'respond':
      return { kind: 'respond', status: action.status };
    case 'redirect':
      return redirectOf(action, match, known);
    case 'forward':
      return {
        kind: 'forward',
        split: splitOf(action.destinations, rule, table, wiring),
        path: pathEdit(rewrite?.path ?? null, match),
        host: rewrite?.host ?? null,
      };
  }
}

const USUAL_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The port that was asked for stays only where neither scheme nor host changes; the usual one of a scheme is not written. */
function redirectOf(
  { redirect: to, status }: Extract<Action, { kind: 'redirect' }>,
  match: Match | null,
  known: KnownAtPort,
): StepAction {
  const scheme = to.scheme ?? known.scheme;
  const kept = to.scheme === null && to.host === null ? 'asked' : null;
  const port = to.port === USUAL_PORT[scheme] ? null : (to.port ?? kept);
  return { kind: 'redirect', status, path: pathEdit(to.path, match), scheme, host: to.host, port };
}
