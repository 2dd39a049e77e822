import type { RouteProbe } from '../../../model/routes-report.ts';
import { nearest } from '../../../text/nearest.ts';
import { shown } from '../../../text/shown.ts';
import type { RouteTable } from '../../route-table.ts';
import { entryName } from './entry-name.ts';

const MOST_SHOWN = 6;

/** Some of many names in one line. */
export const listed = (names: readonly string[]): string => {
  const different = [...new Set(names)];
  const left = different.length - MOST_SHOWN;
  return different.slice(0, MOST_SHOWN).join(', ') + (left > 0 ? ` and ${left} more` : '');
};

const hostsOf = (table: RouteTable): readonly string[] => [
  ...table.entries.flatMap(({ hosts, listener }) => [...hosts.map(({ host }) => host), ...(listener?.hosts ?? [])]),
  ...table.services.map(({ host }) => host),
];

const shortHosts = (table: RouteTable): readonly string[] =>
  table.services.flatMap(({ host, object }) =>
    object.kind === 'Service' ? [object.name, `${object.name}.${object.namespace}`, host] : [host],
  );

const asked = ({ host, port, protocol, from }: RouteProbe): string =>
  [
    host === null ? null : `host ${shown(host)}`,
    port === null ? null : `port ${port}`,
    protocol,
    from === null ? null : `from ${from.kind}`,
  ]
    .filter((part) => part !== null)
    .join(', ') || 'this probe';

/** Says in one line what was asked, what there is, and what may be meant. */
export const noWay = (table: RouteTable, probe: RouteProbe): RangeError => {
  const entries = table.entries.map(entryName);
  const hosts = hostsOf(table).filter((host) => host !== '*');
  const meant = probe.host === null ? null : nearest(probe.host.toLowerCase(), [...new Set([...hosts, ...shortHosts(table)])]);
  const there = entries.length === 0 ? 'these files hold no route' : `there is ${listed(entries)}`;
  const names = hosts.length === 0 ? '' : ` with ${listed(hosts)}`;
  const hint =
    meant !== null
      ? `; did you mean ${shown(meant)}?`
      : table.entries.some(({ kind }) => kind === 'gateway') && probe.from === null && probe.host !== null
        ? '; ask a gateway by --from gateway/NAME what it answers to a host it does not know'
        : '';
  return new RangeError(`no way in fits ${asked(probe)}: ${there}${names}${hint}`);
};
