import { isCatchAll } from '../../istio/rules/http-conditions.ts';
import type { Match, Rule, VirtualHost } from '../../route-table.ts';
import type { Asked } from './asked.ts';
import { type RuleFit, ruleFit } from './rule-fit.ts';

/** A rule that wins, or may win; `rule` null: none takes the request. */
export interface Winner {
  readonly rule: Rule | null;
  readonly match: Match | null;
  /** Position among the rules, from 0. */
  readonly index: number;
  /** What has to be so for this rule to win; empty when nothing else can happen. */
  readonly provided: string;
  /** No rule is left for this port and client at all, so it is as if none were written. */
  readonly isUnruled: boolean;
}

export interface Contest {
  /** More than one where the manifests or the probe leave it open. */
  readonly winners: readonly Winner[];
  readonly fits: readonly RuleFit[];
}

interface Ranked {
  readonly rule: Rule;
  readonly fit: RuleFit;
  readonly index: number;
}

const winnerOf = ({ rule, fit, index }: Ranked, provided: string): Winner => ({
  rule,
  match: fit.match,
  index,
  provided,
  isUnruled: false,
});

/** First match wins; rules that may match come first as possibilities. The last of the result is what happens if none of those does. */
const firstMatches = (ranked: readonly Ranked[]): readonly Winner[] => {
  const winners: Winner[] = [];
  for (const entry of ranked) {
    if (entry.fit.fit === 'yes') {
      return [...winners, winnerOf(entry, '')];
    }
    if (entry.fit.fit === 'unknown') {
      winners.push(winnerOf(entry, `rule ${entry.index + 1} wants ${entry.fit.because}, which the probe does not decide`));
    }
  }
  const isUnruled = ranked.every(({ fit }) => fit.isAbsent);
  return [...winners, { rule: null, match: null, index: -1, provided: '', isUnruled }];
};

const objectKey = ({ object }: Rule): string => `${object.kind} ${object.namespace}/${object.name}`;

const byObject = (ranked: readonly Ranked[]): readonly (readonly Ranked[])[] => [
  ...Map.groupBy(ranked, ({ rule }) => objectKey(rule)).values(),
];

/** Istio moves these behind all others when it merges the rules of several VirtualServices (pilot: SortVHostRoutes). */
const isLast = ({ matches }: Rule): boolean => matches.length === 0 || matches.some(isCatchAll);

/** In some order of the objects, whoever has a rule that fits may be first; one that surely fits rules out that none does. */
const mergedMatches = (ranked: readonly Ranked[]): readonly Winner[] => {
  const [special, general] = [ranked.filter(({ rule }) => !isLast(rule)), ranked.filter(({ rule }) => isLast(rule))];
  const winners: Winner[] = [];
  for (const stage of [special, general]) {
    const found = byObject(stage).map(firstMatches);
    winners.push(...found.flat().filter(({ rule }) => rule !== null));
    if (found.some((list) => list.at(-1)?.rule !== null && list.length > 0)) {
      return winners.map((winner) => ({ ...winner, provided: winner.provided || orderUnknown(winner) }));
    }
  }
  const isUnruled = ranked.every(({ fit }) => fit.isAbsent);
  return [...winners, { rule: null, match: null, index: -1, provided: '', isUnruled }];
};

const orderUnknown = ({ rule }: Winner): string =>
  rule === null
    ? ''
    : `${rule.object.kind} ${rule.object.namespace}/${rule.object.name} comes first, which no creation time decides`;

const oneOfMatches = (ranked: readonly Ranked[]): readonly Winner[] =>
  byObject(ranked).flatMap((own) =>
    firstMatches(own).map((winner) => {
      const { object } = own[0]?.rule ?? {};
      const provided = object === undefined ? '' : `${object.kind} ${object.namespace}/${object.name} is the one in force`;
      return { ...winner, provided: [provided, winner.provided].filter((text) => text !== '').join(' and ') };
    }),
  );

/** Each alternative of a rule on its own, because merging orders alternatives and not rules. */
const singleMatches = (ranked: readonly Ranked[], asked: Asked): readonly Ranked[] =>
  ranked.flatMap((entry) => {
    const { rule, index } = entry;
    return rule.matches.length < 2
      ? [entry]
      : rule.matches.map((match): Ranked => {
          const fit = ruleFit({ ...rule, matches: [match] }, asked);
          return { rule: { ...rule, matches: [match] }, fit, index };
        });
  });

/** Which of the rules wins. A single winner is certain; several are what can happen. */
export const contest = (rules: readonly Rule[], rivals: VirtualHost['rivals'], asked: Asked): Contest => {
  const ranked = rules.map((rule, index): Ranked => ({ rule, fit: ruleFit(rule, asked), index }));
  const hasRivals = rivals !== null && byObject(ranked).length > 1;
  const winners = !hasRivals
    ? firstMatches(ranked)
    : rivals === 'merged'
      ? mergedMatches(singleMatches(ranked, asked))
      : oneOfMatches(ranked);
  return { winners, fits: ranked.map(({ fit }) => fit) };
};
