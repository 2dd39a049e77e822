import { matchesWhole } from '../../../routes/answer/match/pattern/re2.ts';
import type { Condition, TextTest } from '../../../routes/route-table.ts';
import type { GatewayKind } from '../gateway-kind.ts';
import type { NotExpressible } from './lack.ts';

/** Header names that can be named in a configuration; nginx reads `-` and `_` as the same. */
const HEADER_NAMES = { envoy: /^/, nginx: /^[A-Za-z0-9-]+$/, haproxy: /^[A-Za-z0-9_-]+$/ } as const;
const PARAMETER_NAME = /^[A-Za-z0-9_.~-]+$/;

/** What of a condition a gateway cannot look at. */
export function conditionLacks(kind: GatewayKind, condition: Condition): readonly NotExpressible[] {
  const { place } = condition;
  switch (condition.on) {
    case 'client':
    case 'address':
      return [{ place, field: 'match', reason: `the lab has one client and cannot tell it by ${condition.text}` }];
    case 'port':
    case 'server-name':
      return [];
    case 'path':
      if (kind === 'envoy' && (condition.test.kind === 'suffix' || condition.test.kind === 'present'))
        return [{ place, field: 'match.uri', reason: `Envoy does not compare a path by ${condition.test.kind}` }];
      return patternLacks(kind, condition.test, place, 'match.uri');
    case 'method':
    case 'scheme':
    case 'authority':
      return patternLacks(kind, condition.test, place, `match.${condition.on}`);
    case 'header':
      if (!HEADER_NAMES[kind].test(condition.name))
        return [{ place, field: 'match.headers', reason: `${kind} cannot name the header ${JSON.stringify(condition.name)}` }];
      return patternLacks(kind, condition.test, place, 'match.headers');
    case 'query':
      if (kind !== 'envoy' && !PARAMETER_NAME.test(condition.name))
        return [
          { place, field: 'match.queryParams', reason: `${kind} cannot name the parameter ${JSON.stringify(condition.name)}` },
        ];
      return patternLacks(kind, condition.test, place, 'match.queryParams');
  }
}

/**
 * Envoy's expressions are those of RE2, nginx and HAProxy have PCRE. What both read alike is all of ASCII but named groups, which nginx
 * takes for variables, and what the reader of this project does not know, for which nobody would notice a difference.
 */
function patternLacks(kind: GatewayKind, test: TextTest, place: Condition['place'], field: string): readonly NotExpressible[] {
  if (kind === 'envoy' || test.kind !== 'regex') return [];
  const { value } = test;
  const lack = (reason: string) => [{ place, field, reason: `${kind} ${reason}: ${JSON.stringify(value)}` }];
  if (/\(\?P?</.test(value)) return lack('takes no named groups here');
  if (!/^[\x20-\x7e]*$/.test(value)) return lack('takes expressions of printable ASCII only');
  return matchesWhole(value, '') === null ? lack('may read this expression differently from Envoy') : [];
}
