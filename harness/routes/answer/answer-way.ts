import type { AnswerShare, RouteAnswer } from '../../model/routes-report.ts';
import type { Destination, Match, RouteTable, Rule } from '../route-table.ts';
import { policyEffects } from './effects/policy-effects.ts';
import { policyOf } from './effects/policy-of.ts';
import { ruleEffects } from './effects/rule-effects.ts';
import { ruleMirrors } from './effects/rule-mirrors.ts';
import { type Contest, contest, type Winner } from './match/winners.ts';
import { answerShares } from './shares/answer-shares.ts';
import { destinationParts } from './shares/destination-parts.ts';
import { portOf } from './shares/destination-text.ts';
import { ONE } from './shares/fraction.ts';
import { category } from './shares/part.ts';
import { type Parts, ruleParts } from './shares/rule-parts.ts';
import { stickiness } from './shares/stickiness.ts';
import type { Otherwise, Way } from './ways/way.ts';
import { whyNone, whyRule } from './why.ts';

/** What one possible winner leads to. */
interface Outcome {
  readonly winner: Winner;
  readonly shares: readonly AnswerShare[];
  /** Why no shares can be told; null otherwise. */
  readonly unknown: string | null;
}

const otherwiseOf = ({ otherwise, unruled }: Way, { isUnruled }: Winner): Otherwise =>
  isUnruled ? (unruled ?? otherwise) : otherwise;

const otherwiseParts = (fallback: Otherwise, { layer, asked }: Way): Parts =>
  fallback.kind === 'status'
    ? { parts: [category(fallback.status, fallback.reason, ONE, fallback.place)], unknown: null }
    : { parts: destinationParts(fallback.destination, ONE, null, layer, asked.port), unknown: null };

const destinationsOf = (way: Way, winner: Winner): readonly Destination[] => {
  if (winner.rule !== null) {
    return winner.rule.action.kind === 'forward' ? winner.rule.action.destinations : [];
  }
  const fallback = otherwiseOf(way, winner);
  return fallback.kind === 'destination' ? [fallback.destination] : [];
};

const outcomeOf = (way: Way, winner: Winner, table: RouteTable): Outcome => {
  const { rule } = winner;
  const { parts, unknown } =
    rule === null ? otherwiseParts(otherwiseOf(way, winner), way) : ruleParts(rule, way.layer, way.asked.port, way.isGrpc);
  const sticky = way.hasPolicies ? stickiness(destinationsOf(way, winner), table.policies, way.asked) : null;
  return { winner, shares: answerShares(parts), unknown: unknown ?? sticky };
};

const shortOutcome = ({ shares, unknown }: Outcome): string =>
  unknown ?? shares.map(({ name, exact }) => (shares.length === 1 ? name : `${name} ${exact}`)).join(' : ');

const isSame = (outcomes: readonly Outcome[]): boolean =>
  new Set(
    outcomes.map(({ shares }) =>
      JSON.stringify(shares.map(({ name, kind, status, destination, exact }) => [name, kind, status, destination, exact])),
    ),
  ).size === 1;

/** Null where one outcome is certain, whichever rule brings it. */
const doubt = (outcomes: readonly Outcome[]): string | null => {
  const [only, ...others] = outcomes;
  if (outcomes.every(({ unknown }) => unknown === null) && isSame(outcomes)) {
    return null;
  }
  if (others.length === 0) {
    return only?.unknown ?? null;
  }
  return outcomes
    .map(
      (outcome) => `${outcome.winner.provided === '' ? 'otherwise' : `if ${outcome.winner.provided}`}: ${shortOutcome(outcome)}`,
    )
    .join('; ');
};

const objectText = ({ object }: Rule): string => `${object.kind} ${object.namespace}/${object.name}`;

const fallbackEffects = (way: Way, winner: Winner, table: RouteTable): readonly string[] =>
  destinationsOf(way, winner).flatMap((destination) => {
    const port = portOf(destination, way.asked.port);
    const policy = way.hasPolicies ? policyOf(table.policies, { ...destination, port }, way.asked.namespace) : null;
    return policy === null ? [] : policyEffects(policy);
  });

const effectsOf = (way: Way, winner: Winner, match: Match | null, table: RouteTable): readonly string[] =>
  winner.rule === null
    ? fallbackEffects(way, winner, table)
    : ruleEffects(winner.rule, match, way.asked, way.hasPolicies ? table.policies : []);

const whyOf = (way: Way, winner: Winner, { fits }: Contest): readonly string[] => {
  if (winner.rule !== null) {
    return whyRule(winner.rule, winner.index, way.rules, fits);
  }
  const fallback = otherwiseOf(way, winner);
  return [...whyNone(way.rules, fits), ...(fallback.kind === 'destination' ? [fallback.reason] : [])];
};

/** What happens to a request on one way: the rule that wins, why, and the shares. */
export const answerWay = (way: Way, table: RouteTable): RouteAnswer => {
  const found = contest(way.rules, way.rivals, way.asked);
  const outcomes = found.winners.map((winner) => outcomeOf(way, winner, table));
  const uncertain = doubt(outcomes);
  const last = outcomes.at(-1);
  const winner = last?.winner ?? { rule: null, match: null, index: -1, provided: '', isUnruled: true };
  const isOpen = uncertain !== null && outcomes.length > 1;
  return {
    entry: way.entry,
    host: way.host,
    rule:
      winner.rule === null || isOpen
        ? null
        : { object: objectText(winner.rule), name: winner.rule.name, place: winner.rule.place },
    why: [...way.why, ...(isOpen ? [] : whyOf(way, winner, found))],
    shares: uncertain === null ? (last?.shares ?? []) : [],
    effects: isOpen ? [] : effectsOf(way, winner, winner.match, table),
    mirrors: isOpen || winner.rule === null ? [] : ruleMirrors(winner.rule),
    uncertain,
  };
};
