import type { ProbeFrom } from '../../../model/routes-report.ts';
import { nearest } from '../../../text/nearest.ts';
import { shown } from '../../../text/shown.ts';
import type { Entry, RouteTable } from '../../route-table.ts';
import { listed } from './no-way.ts';

type Named = Extract<ProbeFrom, { readonly kind: 'gateway' }>;

const nameOf = ({ gateway }: Entry): readonly string[] => (gateway === null ? [] : [`${gateway.namespace}/${gateway.name}`]);

/** The gateway that a name means. Throws a RangeError for none and for several, naming those there are. */
export const namedGateway = (table: Pick<RouteTable, 'entries'>, { namespace, name }: Named): ((entry: Entry) => boolean) => {
  const all = [...new Set(table.entries.flatMap(nameOf))];
  const meant = all.filter((one) => (namespace === null ? one.endsWith(`/${name}`) : one === `${namespace}/${name}`));
  const [only, ...others] = meant;
  const asked = namespace === null ? name : `${namespace}/${name}`;
  if (only === undefined) {
    const near = nearest(asked, namespace === null ? all.map((one) => one.slice(one.indexOf('/') + 1)) : all);
    const there = all.length === 0 ? 'these files hold no gateway' : `there is ${listed(all)}`;
    throw new RangeError(`no gateway ${shown(asked)}: ${there}${near === null ? '' : `; did you mean ${shown(near)}?`}`);
  }
  if (others.length > 0) {
    throw new RangeError(
      `gateway ${shown(asked)} is in several namespaces: write gateway/NAMESPACE/NAME, one of ${listed(meant)}`,
    );
  }
  return (entry) => nameOf(entry)[0] === only;
};
