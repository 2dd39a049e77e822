import type { Problem } from '../../model/routes-report.ts';
import type { RouteTable } from '../route-table.ts';
import { defaultRules } from './default-rules.ts';
import { meshPorts } from './mesh-ports.ts';
import { policyLints } from './policy-lints.ts';
import { prefixLints } from './prefix-lints.ts';
import { rewriteLints } from './rewrite-lints.ts';
import { ruleLints } from './rule-lints.ts';
import { rulesIn, sitesOf } from './sites.ts';
import { unreachableRules } from './unreachable-rules.ts';

/** Legal rules that probably do not do what was meant. Each finding is told once, however many ways in a rule is reached by. */
export const lintTable = ({
  entries,
  services,
  policies,
}: Pick<RouteTable, 'entries' | 'services' | 'policies'>): readonly Problem[] => {
  const sites = sitesOf({ entries });
  const rules = rulesIn(sites);
  const found = [
    ...prefixLints(sites),
    ...rewriteLints(sites),
    ...unreachableRules(sites),
    ...rules.flatMap(ruleLints),
    ...defaultRules(sites),
    ...meshPorts(sites, services),
    ...policyLints(policies, rules, services),
  ];
  return [...new Map(found.map((problem) => [`${problem.id} ${problem.place.file} ${problem.place.line}`, problem])).values()];
};
