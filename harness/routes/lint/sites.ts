import type { Entry, RouteTable, Rule, VirtualHost } from '../route-table.ts';

/** The rules of one kind for one host at one way in, in the order in which they are looked at. */
export interface Site {
  readonly entry: Entry;
  readonly virtualHost: VirtualHost;
  readonly list: 'http' | 'tls' | 'tcp' | 'udp';
  readonly rules: readonly Rule[];
}

const LISTS = ['http', 'tls', 'tcp', 'udp'] as const;

/** Every list of rules of the table that is not empty. A rule that is reached in several ways is in several of them. */
export const sitesOf = ({ entries }: Pick<RouteTable, 'entries'>): readonly Site[] =>
  entries.flatMap((entry) =>
    entry.hosts.flatMap((virtualHost) =>
      LISTS.map((list) => ({ entry, virtualHost, list, rules: virtualHost[list] })).filter(({ rules }) => rules.length > 0),
    ),
  );

/** Every rule once, as the first of its places has it. */
export const rulesIn = (sites: readonly Site[]): readonly Rule[] => [
  ...new Map(sites.flatMap(({ rules }) => rules.map((rule) => [ruleKey(rule), rule] as const))).values(),
];

/** What makes two rules of the table the same piece of a manifest. Alternatives of one written rule are told apart by their matches. */
export const ruleKey = ({ object, place, matches }: Rule): string =>
  JSON.stringify([object.kind, object.namespace, object.name, place, matches.map((match) => match.place)]);
