import type { RouteRow } from '../../model/routes-report.ts';
import type { Entry, RouteTable, Rule, VirtualHost } from '../route-table.ts';
import { ruleText } from './match/condition-text.ts';
import { answerShares } from './shares/answer-shares.ts';
import { destinationParts, type Layer } from './shares/destination-parts.ts';
import { destinationText } from './shares/destination-text.ts';
import { fraction, restOf, times, toNumber, ZERO } from './shares/fraction.ts';
import { abortStatus } from './shares/grpc-status.ts';
import { weightShares } from './shares/rule-parts.ts';
import { entryName } from './ways/entry-name.ts';
import { listenerLayer } from './ways/listener-layer.ts';

type Where = Pick<RouteRow, 'entry' | 'host'>;

const abortRow = ({ fault, ...rule }: Rule, where: Where): readonly RouteRow[] => {
  const abort = fault?.abort ?? null;
  if (abort === null || abort.share.numerator === 0) {
    return [];
  }
  return [
    {
      ...where,
      match: ruleText(rule),
      destination: `status ${abortStatus(abort, false)} (fault abort)`,
      version: null,
      weight: `${abort.share.text} %`,
      share: abort.share.numerator / abort.share.denominator,
      place: abort.place,
    },
  ];
};

const forwardRows = (rule: Rule, where: Where, layer: Layer): readonly RouteRow[] => {
  if (rule.action.kind !== 'forward') {
    return [];
  }
  const { destinations } = rule.action;
  const shares = weightShares(destinations, rule.object.kind === 'VirtualService');
  const abort = rule.fault?.abort?.share;
  const rest = restOf(abort === undefined ? ZERO : fraction(BigInt(abort.numerator), BigInt(abort.denominator)));
  return destinations.map((destination, index) => {
    const share = shares === null ? null : times(shares[index] ?? ZERO, rest);
    const parts = answerShares(destinationParts(destination, share ?? ZERO, null, layer, null));
    const [only, ...others] = parts;
    return {
      ...where,
      match: ruleText(rule),
      destination:
        destination.refused === null
          ? destinationText(destination)
          : `${destinationText(destination)} (${destination.refused.reason})`,
      version: only !== undefined && others.length === 0 && only.kind === 'version' ? only.name : null,
      weight: destination.weight.isWritten ? `${destination.weight.value}` : null,
      share: share === null ? null : toNumber(share),
      place: destination.weight.place,
    };
  });
};

const answerRows = (rule: Rule, where: Where): readonly RouteRow[] => {
  const { action } = rule;
  if (action.kind === 'forward') {
    return [];
  }
  const abort = rule.fault?.abort?.share;
  const share = abort === undefined ? 1 : 1 - abort.numerator / abort.denominator;
  const destination =
    action.kind === 'redirect'
      ? `redirect ${action.status} to ${action.text}`
      : action.status === 0
        ? `closed (${action.reason})`
        : `status ${action.status} (${action.reason})`;
  return [{ ...where, match: ruleText(rule), destination, version: null, weight: null, share, place: action.place }];
};

const ruleRows = (rule: Rule, where: Where, layer: Layer): readonly RouteRow[] => [
  ...abortRow(rule, where),
  ...forwardRows(rule, where, layer),
  ...answerRows(rule, where),
];

/** Which rules of a host hold at a way in, and whether they are read as HTTP. In the mesh the ports of services decide, so all are shown. */
const listsAt = ({ listener }: Entry) =>
  listener === null ? (['http', 'tls', 'tcp', 'udp'] as const) : listenerLayer(listener).lists;

const hostRows = (entry: Entry, virtualHost: VirtualHost): readonly RouteRow[] => {
  const port = virtualHost.port === null ? '' : `:${virtualHost.port}`;
  const where = { entry: entryName(entry), host: `${virtualHost.host}${port}` };
  return listsAt(entry).flatMap((list) =>
    virtualHost[list].flatMap((rule) => ruleRows(rule, where, list === 'http' ? 'http' : 'connection')),
  );
};

/** A listener that answers by itself: it redirects to HTTPS, routes by server name, or has no rules. */
const bareRow = (entry: Entry): readonly RouteRow[] => {
  const { listener } = entry;
  if (listener === null) {
    return [];
  }
  const { layer } = listenerLayer(listener);
  const isRedirect = listener.tls?.mode === 'redirect';
  const isRouted = listener.tls?.mode === 'auto-passthrough';
  const refusal = layer === 'http' ? 'no route: 404' : 'no route: closed';
  const row = {
    entry: entryName(entry),
    host: listener.hosts.join(', ') || '*',
    match: 'everything',
    version: null,
    weight: null,
    place: listener.tls?.place ?? entry.place,
  };
  if (isRouted) {
    return [{ ...row, destination: 'the service and subset that the server name says', share: null }];
  }
  return [{ ...row, destination: isRedirect ? 'redirect 301 to https' : refusal, share: 1 }];
};

const entryRows = (entry: Entry): readonly RouteRow[] => {
  const isBare = entry.listener?.tls?.mode === 'redirect';
  const rows = isBare ? [] : entry.hosts.flatMap((host) => hostRows(entry, host));
  return rows.length > 0 ? rows : bareRow(entry);
};

/** Every rule of every way in, in the order in which they are looked at: a row per weighted destination, redirect, answer or fault. */
export const tableRows = (table: RouteTable): readonly RouteRow[] => table.entries.flatMap(entryRows);
