import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { gatewayName } from '../answer/ways/entry-name.ts';
import { note } from '../problem.ts';
import { takesEverything } from './covers.ts';
import type { Site } from './sites.ts';

/** Hosts of gateways whose rules leave paths over: those are answered 404. */
export const defaultRules = (sites: readonly Site[]): readonly Problem[] =>
  sites
    .filter(({ entry, list, rules }) => entry.kind === 'gateway' && list === 'http' && !rules.some(takesEverything))
    .map(({ entry, virtualHost }) =>
      note(
        'no-default-rule',
        virtualHost.place,
        `${gatewayName(entry)}, host ${shown(virtualHost.host)}: what no rule takes is answered 404`,
        'add a last rule without a match if something else is meant',
      ),
    );
